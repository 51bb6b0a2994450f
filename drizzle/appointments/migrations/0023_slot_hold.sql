CREATE TABLE "appointments"."slot_hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"service_type_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"device_ids" uuid[] DEFAULT '{}' NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"region" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ALTER COLUMN "appointment_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD COLUMN "hold_id" uuid;--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointments"."slot_hold" ADD CONSTRAINT "slot_hold_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."slot_hold" ADD CONSTRAINT "slot_hold_service_type_id_service_type_id_fk" FOREIGN KEY ("service_type_id") REFERENCES "appointments"."service_type"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."slot_hold" ADD CONSTRAINT "slot_hold_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "appointments"."room"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "slot_hold_live" ON "appointments"."slot_hold" USING btree ("patient_id","expires_at") WHERE "appointments"."slot_hold"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "slot_hold_created" ON "appointments"."slot_hold" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_hold_id_slot_hold_id_fk" FOREIGN KEY ("hold_id") REFERENCES "appointments"."slot_hold"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "allocation_hold" ON "appointments"."allocation" USING btree ("hold_id") WHERE "appointments"."allocation"."hold_id" is not null;