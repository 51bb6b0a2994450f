CREATE TABLE "auth"."revocation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"revoked_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"position" bigint
);
--> statement-breakpoint
CREATE UNIQUE INDEX "revocation_position" ON "auth"."revocation" USING btree ("position");--> statement-breakpoint
CREATE INDEX "revocation_subject" ON "auth"."revocation" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "revocation_ends_at" ON "auth"."revocation" USING btree ("ends_at");