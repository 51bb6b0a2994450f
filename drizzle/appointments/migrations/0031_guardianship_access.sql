ALTER TABLE "appointments"."known_guardianship" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."known_guardianship" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at, updated_at) ON "appointments"."known_guardianship" TO appointments_app;--> statement-breakpoint
-- A guardian sees for whom it may act; admins have decisions explained; the consumer of events writes it down.
CREATE POLICY known_guardianship_read ON "appointments"."known_guardianship" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((account_id = (SELECT app.actor_id()) AND (SELECT app.has_role('USER')) AND NOT (SELECT app.is_impersonated()))
    OR (SELECT app.has_role('ADMIN')) OR (SELECT app.service_may('patient:project'))));--> statement-breakpoint
CREATE POLICY known_guardianship_project ON "appointments"."known_guardianship" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('patient:project')));--> statement-breakpoint
CREATE POLICY known_guardianship_end ON "appointments"."known_guardianship" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('patient:project')));--> statement-breakpoint
-- For whom the account that asks may do this, now. Sees what the policies of the table show.
CREATE FUNCTION "appointments".wards(scope text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN app.has_role('USER') AND NOT app.is_impersonated() THEN ARRAY(SELECT g.patient_id FROM "appointments"."known_guardianship" g
    WHERE g.account_id = app.actor_id() AND g.tenant_id = app.tenant_id() AND g.ended_at IS NULL
    AND (g.expires_at IS NULL OR g.expires_at > now()) AND scope = ANY (g.scopes)) ELSE '{}'::uuid[] END;--> statement-breakpoint
-- Whether whoever asks may do this for the patient, now: a partner's program by consent, an account as a guardian. By it what an
-- appointment takes is taken and let go.
CREATE OR REPLACE FUNCTION "appointments".consents_to(patient uuid, scope text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (app.has_role('PARTNER') AND EXISTS (SELECT FROM "appointments"."known_consent" c WHERE c.patient_id = patient
    AND c.client_id = app.client_id() AND c.tenant_id = app.tenant_id() AND c.withdrawn_at IS NULL
    AND (c.expires_at IS NULL OR c.expires_at > now()) AND scope = ANY (c.scopes)))
    OR patient = ANY ("appointments".wards(scope));--> statement-breakpoint
-- Policies are alternatives: these add to the others.
CREATE POLICY known_patient_read_guarded ON "appointments"."known_patient" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND id = ANY ((SELECT "appointments".wards('APPOINTMENT_READ'))::uuid[]));--> statement-breakpoint
CREATE POLICY appointment_read_guarded ON "appointments"."appointment" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND patient_id = ANY ((SELECT "appointments".wards('APPOINTMENT_READ'))::uuid[]));--> statement-breakpoint
-- With the guardian's own tier, as who books alone.
CREATE POLICY appointment_book_guarded ON "appointments"."appointment" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND patient_id = ANY ((SELECT "appointments".wards('APPOINTMENT_BOOK'))::uuid[])
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = appointment.clinic_id AND c.region = appointment.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = appointment.service_type_id AND s.clinic_id = appointment.clinic_id
    AND app.tier_suffices(s.minimum_tier))
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = appointment.patient_id));--> statement-breakpoint
CREATE POLICY appointment_change_guarded ON "appointments"."appointment" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND patient_id = ANY ((SELECT "appointments".wards('APPOINTMENT_CHANGE'))::uuid[]))
  WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND patient_id = ANY ((SELECT "appointments".wards('APPOINTMENT_CHANGE'))::uuid[])
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id));--> statement-breakpoint
-- When the ward is busy: to tell that a time cannot be booked.
CREATE POLICY allocation_read_guarded ON "appointments"."allocation" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND resource_kind = 'PATIENT' AND resource_id = ANY ((SELECT "appointments".wards('APPOINTMENT_READ'))::uuid[]));--> statement-breakpoint
-- Whoever books tells the reason, also who may not read it afterwards.
CREATE POLICY appointment_clinical_tell_guarded ON "appointments"."appointment_clinical" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND notes IS NULL
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = appointment_clinical.id
    AND a.patient_id = ANY ((SELECT "appointments".wards('APPOINTMENT_BOOK'))::uuid[])));
