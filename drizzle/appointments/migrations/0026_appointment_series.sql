CREATE TABLE "appointments"."appointment_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"patient_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"region" text NOT NULL,
	"recurrence" text NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_series_id_appointment_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "appointments"."appointment_series"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "appointment_of_series" ON "appointments"."appointment" USING btree ("series_id") WHERE "appointments"."appointment"."series_id" is not null;