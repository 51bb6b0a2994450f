ALTER TABLE "appointments"."appointment_series" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."appointment_series" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "appointments"."appointment_series" TO appointments_app;--> statement-breakpoint
-- Row for row what the policy table grants as `appointment:book`; what became of it is told to who booked it.
CREATE POLICY appointment_series_read ON "appointments"."appointment_series" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND "appointments".books_for(patient_id, region));--> statement-breakpoint
CREATE POLICY appointment_series_book ON "appointments"."appointment_series" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND "appointments".books_for(patient_id, region));--> statement-breakpoint
-- An appointment is of a series of its own patient.
CREATE POLICY series_of_patient ON "appointments"."appointment" AS RESTRICTIVE FOR INSERT TO appointments_app
  WITH CHECK (series_id IS NULL OR EXISTS (SELECT FROM "appointments"."appointment_series" s
    WHERE s.id = appointment.series_id AND s.patient_id = appointment.patient_id));
