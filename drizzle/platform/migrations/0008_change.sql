CREATE TABLE "platform"."change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "platform"."change_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"entity_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"patient_id" uuid NOT NULL,
	"practitioner_ids" uuid[] NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "change_position" ON "platform"."change" USING btree ("position");--> statement-breakpoint
CREATE INDEX "change_tenant" ON "platform"."change" USING btree ("tenant_id","position");--> statement-breakpoint
CREATE INDEX "change_created_at" ON "platform"."change" USING btree ("created_at");