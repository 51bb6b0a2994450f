CREATE TABLE "appointments"."waitlist_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"service_type_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"patient_id" uuid NOT NULL,
	"region" text NOT NULL,
	"from_date" date NOT NULL,
	"until_date" date NOT NULL,
	"priority" text NOT NULL,
	"status" text NOT NULL,
	"live" boolean GENERATED ALWAYS AS (status in ('WAITING', 'OFFERED')) STORED NOT NULL,
	"lapses" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."waitlist_offer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"entry_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "appointments"."slot_hold" ADD COLUMN "waitlist_entry_id" uuid;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ADD COLUMN "waitlist_offer_minutes" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_entry" ADD CONSTRAINT "waitlist_entry_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_entry" ADD CONSTRAINT "waitlist_entry_service_type_id_service_type_id_fk" FOREIGN KEY ("service_type_id") REFERENCES "appointments"."service_type"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_offer" ADD CONSTRAINT "waitlist_offer_entry_id_waitlist_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "appointments"."waitlist_entry"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "waitlist_entry_rank" ON "appointments"."waitlist_entry" USING btree ("clinic_id","priority" DESC NULLS FIRST,"created_at","id") WHERE "appointments"."waitlist_entry"."live";--> statement-breakpoint
CREATE INDEX "waitlist_entry_patient" ON "appointments"."waitlist_entry" USING btree ("patient_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_offer_once" ON "appointments"."waitlist_offer" USING btree ("entry_id","practitioner_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_offer_open" ON "appointments"."waitlist_offer" USING btree ("entry_id") WHERE "appointments"."waitlist_offer"."outcome" = 'OFFERED';--> statement-breakpoint
ALTER TABLE "appointments"."slot_hold" ADD CONSTRAINT "slot_hold_waitlist_entry_id_waitlist_entry_id_fk" FOREIGN KEY ("waitlist_entry_id") REFERENCES "appointments"."waitlist_entry"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "slot_hold_offered" ON "appointments"."slot_hold" USING btree ("waitlist_entry_id") WHERE "appointments"."slot_hold"."waitlist_entry_id" is not null;