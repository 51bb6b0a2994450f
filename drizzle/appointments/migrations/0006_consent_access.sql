ALTER TABLE "appointments"."known_consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."known_consent" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (withdrawn_at, updated_at) ON "appointments"."known_consent" TO appointments_app;--> statement-breakpoint
-- A partner's program sees what it was let do; the consumer of events writes it down.
CREATE POLICY known_consent_read ON "appointments"."known_consent" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((client_id = (SELECT app.client_id()) AND (SELECT app.has_role('PARTNER'))) OR (SELECT app.service_may('patient:project'))));--> statement-breakpoint
CREATE POLICY known_consent_project ON "appointments"."known_consent" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('patient:project')));--> statement-breakpoint
CREATE POLICY known_consent_end ON "appointments"."known_consent" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('patient:project')));--> statement-breakpoint
-- Whether the patient lets the partner's program that asks do this, now. Sees what the policies of the table show.
CREATE FUNCTION "appointments".consents_to(patient uuid, scope text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN app.has_role('PARTNER') AND EXISTS (SELECT FROM "appointments"."known_consent" c WHERE c.patient_id = patient
    AND c.client_id = app.client_id() AND c.tenant_id = app.tenant_id() AND c.withdrawn_at IS NULL
    AND (c.expires_at IS NULL OR c.expires_at > now()) AND scope = ANY (c.scopes));--> statement-breakpoint
-- Policies are alternatives: these add to those of people.
CREATE POLICY known_patient_read_consented ON "appointments"."known_patient" FOR SELECT TO appointments_app
  USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('PARTNER')) AND "appointments".consents_to(id, 'APPOINTMENT_READ'));--> statement-breakpoint
CREATE POLICY appointment_read_consented ON "appointments"."appointment" FOR SELECT TO appointments_app
  USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('PARTNER')) AND "appointments".consents_to(patient_id, 'APPOINTMENT_READ'));--> statement-breakpoint
CREATE POLICY appointment_book_consented ON "appointments"."appointment" FOR INSERT TO appointments_app
  WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('PARTNER')) AND "appointments".consents_to(patient_id, 'APPOINTMENT_BOOK')
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = appointment.clinic_id AND c.region = appointment.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = appointment.service_type_id AND s.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = appointment.patient_id));--> statement-breakpoint
CREATE POLICY appointment_change_consented ON "appointments"."appointment" FOR UPDATE TO appointments_app
  USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('PARTNER')) AND "appointments".consents_to(patient_id, 'APPOINTMENT_CHANGE'))
  WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('PARTNER')) AND "appointments".consents_to(patient_id, 'APPOINTMENT_CHANGE')
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id));--> statement-breakpoint
-- When the patient is busy: to tell that a time cannot be booked.
CREATE POLICY allocation_read_consented ON "appointments"."allocation" FOR SELECT TO appointments_app
  USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('PARTNER')) AND resource_kind = 'PATIENT'
  AND "appointments".consents_to(resource_id, 'APPOINTMENT_READ'));
--> statement-breakpoint
-- Whoever books tells the reason: so does a program.
CREATE POLICY appointment_clinical_tell_consented ON "appointments"."appointment_clinical" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('PARTNER')) AND notes IS NULL
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = appointment_clinical.id AND "appointments".consents_to(a.patient_id, 'APPOINTMENT_BOOK')));
