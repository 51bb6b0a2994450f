CREATE TABLE "appointments"."device" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."known_practitioner" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"region" text NOT NULL,
	CONSTRAINT "known_practitioner_of_tenant" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "appointments"."schedule_exception" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"clinic_id" uuid,
	"practitioner_id" uuid,
	"first_date" date NOT NULL,
	"last_date" date NOT NULL,
	"start_time" time,
	"end_time" time,
	"recurrence" text,
	"title" text
);
--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "device_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."room" ADD COLUMN "kind" text DEFAULT 'CONSULTATION' NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ADD COLUMN "valid_from" date;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ADD COLUMN "valid_until" date;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ADD COLUMN "recurrence" text;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" ADD COLUMN "room_kind" text;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" ADD COLUMN "device_kinds" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."device" ADD CONSTRAINT "device_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."schedule_exception" ADD CONSTRAINT "schedule_exception_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."schedule_exception" ADD CONSTRAINT "schedule_exception_practitioner_of_tenant" FOREIGN KEY ("tenant_id","practitioner_id") REFERENCES "appointments"."known_practitioner"("tenant_id","id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "device_clinic" ON "appointments"."device" USING btree ("clinic_id","name");--> statement-breakpoint
CREATE INDEX "schedule_exception_clinic" ON "appointments"."schedule_exception" USING btree ("clinic_id","first_date","id");--> statement-breakpoint
CREATE INDEX "schedule_exception_practitioner" ON "appointments"."schedule_exception" USING btree ("practitioner_id","first_date","id");--> statement-breakpoint
-- Whoever has working hours is known, and is of the tenant that has them.
INSERT INTO "appointments"."known_practitioner" (id, tenant_id, region)
  SELECT DISTINCT ON (s.practitioner_id) s.practitioner_id, s.tenant_id, c.region
  FROM "appointments"."schedule" s JOIN "appointments"."clinic" c ON c.id = s.clinic_id ORDER BY s.practitioner_id, c.region;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ADD CONSTRAINT "schedule_practitioner_of_tenant" FOREIGN KEY ("tenant_id","practitioner_id") REFERENCES "appointments"."known_practitioner"("tenant_id","id") ON DELETE restrict ON UPDATE restrict;