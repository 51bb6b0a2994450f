CREATE TABLE "appointments"."import_job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"step" text NOT NULL,
	"is_dry_run" boolean NOT NULL,
	"actor_id" uuid NOT NULL,
	"client_id" text,
	"correlation_id" text NOT NULL,
	"idempotency_key" text,
	"sha256" text,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"parts" integer DEFAULT 0 NOT NULL,
	"staged_part" integer DEFAULT 0 NOT NULL,
	"staged_offset" integer DEFAULT 0 NOT NULL,
	"staged_lines" integer DEFAULT 0 NOT NULL,
	"is_in_long_line" boolean DEFAULT false NOT NULL,
	"header" text[],
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_checked" integer DEFAULT 0 NOT NULL,
	"rows_applied" integer DEFAULT 0 NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"received_at" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "appointments"."import_part" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."import_row" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"fault" text,
	"fault_column" text,
	"outcome" text,
	"other_line" integer,
	"clinic_id" uuid,
	"practitioner_id" uuid,
	"reference" text,
	"service_type_id" uuid,
	"patient_id" uuid,
	"wanted_room_id" uuid,
	"room_id" uuid,
	"device_ids" uuid[],
	"status" text,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"taken_from" timestamp with time zone,
	"taken_until" timestamp with time zone,
	"is_live" boolean DEFAULT false NOT NULL,
	"reason" text,
	"weekday" integer,
	"opens_at" time,
	"closes_at" time,
	"valid_from" date,
	"valid_until" date,
	"recurrence" text
);
--> statement-breakpoint
CREATE TABLE "appointments"."imported_appointment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reference" text NOT NULL,
	CONSTRAINT "imported_appointment_reference" UNIQUE("tenant_id","reference")
);
--> statement-breakpoint
ALTER TABLE "appointments"."import_part" ADD CONSTRAINT "import_part_import_id_import_job_id_fk" FOREIGN KEY ("import_id") REFERENCES "appointments"."import_job"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."import_row" ADD CONSTRAINT "import_row_import_id_import_job_id_fk" FOREIGN KEY ("import_id") REFERENCES "appointments"."import_job"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "import_job_key_of_caller" ON "appointments"."import_job" USING btree ("tenant_id","actor_id",coalesce("client_id", ''),"idempotency_key") WHERE "appointments"."import_job"."idempotency_key" is not null;--> statement-breakpoint
CREATE INDEX "import_job_at_work" ON "appointments"."import_job" USING btree ("updated_at") WHERE "appointments"."import_job"."status" in ('CHECKING', 'APPLYING');--> statement-breakpoint
CREATE INDEX "import_job_created" ON "appointments"."import_job" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "import_part_position" ON "appointments"."import_part" USING btree ("import_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "import_row_line" ON "appointments"."import_row" USING btree ("import_id","line");--> statement-breakpoint
CREATE INDEX "import_row_live" ON "appointments"."import_row" USING btree ("import_id","clinic_id","taken_from") WHERE "appointments"."import_row"."is_live";--> statement-breakpoint
CREATE INDEX "import_row_hours" ON "appointments"."import_row" USING btree ("import_id","clinic_id","practitioner_id","line") WHERE "appointments"."import_row"."weekday" is not null;