CREATE SCHEMA "appointments";
--> statement-breakpoint
CREATE TABLE "appointments"."allocation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"appointment_id" uuid NOT NULL,
	"resource_kind" text NOT NULL,
	"resource_id" uuid NOT NULL,
	"lane" integer DEFAULT 0 NOT NULL,
	"during" "tstzrange" NOT NULL,
	"busy_from" timestamp with time zone GENERATED ALWAYS AS (lower(during)) STORED NOT NULL,
	"busy_until" timestamp with time zone GENERATED ALWAYS AS (upper(during)) STORED NOT NULL,
	"live" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."appointment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"service_type_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"region" text NOT NULL,
	"status" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"reason" text,
	"cancellation_reason" text,
	"cancelled_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."clinic" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"time_zone" text NOT NULL,
	"city" text NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "appointments"."inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"consumer" text NOT NULL,
	"message_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."known_patient" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"region" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "appointments"."outbox_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"traceparent" text NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "appointments"."outbox_sequence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_sequence" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."parked_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"consumer" text NOT NULL,
	"message_id" uuid NOT NULL,
	"type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"traceparent" text NOT NULL,
	"reason" text NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "appointments"."room" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."schedule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"weekday" integer NOT NULL,
	"opens_at" time NOT NULL,
	"closes_at" time NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments"."service_type" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"name" text NOT NULL,
	"duration_minutes" integer NOT NULL,
	"buffer_before_minutes" integer NOT NULL,
	"buffer_after_minutes" integer NOT NULL,
	"price_amount_minor" bigint NOT NULL,
	"price_currency" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_appointment_id_appointment_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "appointments"."appointment"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_service_type_id_service_type_id_fk" FOREIGN KEY ("service_type_id") REFERENCES "appointments"."service_type"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "appointments"."room"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."room" ADD CONSTRAINT "room_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ADD CONSTRAINT "schedule_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" ADD CONSTRAINT "service_type_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "appointments"."clinic"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "allocation_appointment" ON "appointments"."allocation" USING btree ("appointment_id");--> statement-breakpoint
CREATE INDEX "allocation_busy" ON "appointments"."allocation" USING btree ("resource_id","busy_until") WHERE "appointments"."allocation"."live";--> statement-breakpoint
CREATE INDEX "appointment_patient" ON "appointments"."appointment" USING btree ("patient_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "appointment_practitioner" ON "appointments"."appointment" USING btree ("practitioner_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "appointment_clinic" ON "appointments"."appointment" USING btree ("clinic_id","starts_at");--> statement-breakpoint
CREATE INDEX "appointment_room" ON "appointments"."appointment" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "appointment_service_type" ON "appointments"."appointment" USING btree ("service_type_id");--> statement-breakpoint
CREATE INDEX "clinic_tenant" ON "appointments"."clinic" USING btree ("tenant_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_consumer_message" ON "appointments"."inbox" USING btree ("consumer","message_id");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "appointments"."outbox" USING btree ("position") WHERE "appointments"."outbox"."published_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_aggregate_sequence" ON "appointments"."outbox" USING btree ("aggregate_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "parked_message_consumer_message" ON "appointments"."parked_message" USING btree ("consumer","message_id");--> statement-breakpoint
CREATE INDEX "parked_message_aggregate" ON "appointments"."parked_message" USING btree ("consumer","aggregate_id") WHERE "appointments"."parked_message"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "room_clinic" ON "appointments"."room" USING btree ("clinic_id","name");--> statement-breakpoint
CREATE INDEX "schedule_clinic" ON "appointments"."schedule" USING btree ("clinic_id","practitioner_id","weekday");--> statement-breakpoint
CREATE INDEX "schedule_practitioner" ON "appointments"."schedule" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "service_type_clinic" ON "appointments"."service_type" USING btree ("clinic_id","name");