ALTER TABLE "appointments"."device" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointments"."room" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" ADD COLUMN "practitioner_ids" uuid[];--> statement-breakpoint
ALTER TABLE "appointments"."service_type" ADD COLUMN "deleted_at" timestamp with time zone;