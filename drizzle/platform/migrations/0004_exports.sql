CREATE TABLE "platform"."export_job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"state" text NOT NULL,
	"request" text NOT NULL,
	"purpose" text,
	"rows" integer NOT NULL,
	"pages" integer NOT NULL,
	"total" integer,
	"bytes" bigint NOT NULL,
	"cursor" text,
	"runner" uuid NOT NULL,
	"heartbeat_at" timestamp with time zone,
	"waiting_until" timestamp with time zone,
	"error_code" text,
	"error_reason" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."export_part" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"export_job_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "platform"."export_part" ADD CONSTRAINT "export_part_export_job_id_export_job_id_fk" FOREIGN KEY ("export_job_id") REFERENCES "platform"."export_job"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "export_job_account" ON "platform"."export_job" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE INDEX "export_job_expiry" ON "platform"."export_job" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "export_part_number" ON "platform"."export_part" USING btree ("export_job_id","number");