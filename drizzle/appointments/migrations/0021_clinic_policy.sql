CREATE TABLE "appointments"."appointment_reminder" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"appointment_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"hours_before" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "scheduled_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "fee_starts_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "fee_kind" text;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "fee_amount_minor" bigint;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "fee_currency" text;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ADD COLUMN "free_cancellation_hours" integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ADD COLUMN "late_cancellation_fee_percent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ADD COLUMN "no_show_fee_percent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ADD COLUMN "overbooking_limit" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ADD COLUMN "reminder_hours_before" integer[] DEFAULT '{24}' NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."appointment_reminder" ADD CONSTRAINT "appointment_reminder_appointment_id_appointment_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "appointments"."appointment"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "appointment_reminder_once" ON "appointments"."appointment_reminder" USING btree ("appointment_id","starts_at","hours_before");--> statement-breakpoint
CREATE INDEX "appointment_reminder_starts_at" ON "appointments"."appointment_reminder" USING btree ("starts_at");