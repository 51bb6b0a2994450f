-- To see an appointment, by a broken glass or a consent to read, is not to change what it takes.
CREATE FUNCTION "appointments".acts_on(patient uuid, practitioner uuid, region text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (patient = app.patient_id() AND app.has_role('USER')) OR (practitioner = app.practitioner_id() AND app.has_role('PRACTITIONER'))
    OR app.has_role('ADMIN') OR (app.has_role('SUPPORT') AND app.in_region(region));--> statement-breakpoint
ALTER POLICY allocation_take ON "appointments"."allocation" WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = allocation.appointment_id
    AND ("appointments".acts_on(a.patient_id, a.practitioner_id, a.region)
      OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_BOOK') OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_CHANGE'))
    AND CASE allocation.resource_kind
      WHEN 'PRACTITIONER' THEN a.practitioner_id = allocation.resource_id
        AND EXISTS (SELECT FROM "appointments"."schedule" s WHERE s.practitioner_id = a.practitioner_id)
      WHEN 'ROOM' THEN a.room_id = allocation.resource_id
      WHEN 'PATIENT' THEN a.patient_id = allocation.resource_id END));--> statement-breakpoint
ALTER POLICY allocation_release ON "appointments"."allocation" USING (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = allocation.appointment_id
    AND ("appointments".acts_on(a.patient_id, a.practitioner_id, a.region)
      OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_CHANGE'))));--> statement-breakpoint
-- Whoever acts in a patient's place books, and frees nothing.
CREATE POLICY not_impersonated ON "appointments"."allocation" AS RESTRICTIVE FOR UPDATE TO appointments_app USING (NOT (SELECT app.is_impersonated()));
