ALTER TABLE "appointments"."service_type" ADD CONSTRAINT "service_type_booking_window_valid"
  CHECK (minimum_notice_minutes BETWEEN 0 AND 43200 AND booking_horizon_days BETWEEN 1 AND 1096) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" VALIDATE CONSTRAINT "service_type_booking_window_valid";
