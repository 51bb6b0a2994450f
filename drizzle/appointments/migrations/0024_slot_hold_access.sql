ALTER TABLE "appointments"."slot_hold" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."slot_hold" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."slot_hold" ADD CONSTRAINT "slot_hold_starts_before_it_ends" CHECK (starts_at < ends_at);--> statement-breakpoint
-- What is taken is taken by an appointment, for good, or by a hold, for a while.
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_holder_valid"
  CHECK (num_nonnulls(appointment_id, hold_id) = 1 AND (hold_id IS NULL) = (expires_at IS NULL)) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."allocation" VALIDATE CONSTRAINT "allocation_holder_valid";--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_lane_valid" CHECK (lane BETWEEN 0 AND 10 AND (lane = 0 OR resource_kind = 'PRACTITIONER')) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."allocation" VALIDATE CONSTRAINT "allocation_lane_valid";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at, updated_at) ON "appointments"."slot_hold" TO appointments_app;--> statement-breakpoint
-- Row for row what the policy table grants as `appointment:book`; practitioners see what is held with them.
CREATE FUNCTION "appointments".books_for(patient uuid, region text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (patient = app.patient_id() AND app.has_role('USER')) OR app.has_role('ADMIN') OR (app.has_role('SUPPORT') AND app.in_region(region))
    OR "appointments".consents_to(patient, 'APPOINTMENT_BOOK');--> statement-breakpoint
CREATE POLICY slot_hold_read ON "appointments"."slot_hold" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ("appointments".books_for(patient_id, region)
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))));--> statement-breakpoint
-- As for appointments: `region` decides for SUPPORT, so it has to be the clinic's.
CREATE POLICY slot_hold_add ON "appointments"."slot_hold" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND "appointments".books_for(patient_id, region)
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = slot_hold.clinic_id AND c.region = slot_hold.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = slot_hold.service_type_id AND s.clinic_id = slot_hold.clinic_id
    AND ((SELECT app.has_role('ADMIN', 'SUPPORT')) OR app.tier_suffices(s.minimum_tier)))
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = slot_hold.room_id AND r.clinic_id = slot_hold.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = slot_hold.patient_id)
  AND "appointments".are_devices_of(clinic_id, device_ids));--> statement-breakpoint
CREATE POLICY slot_hold_end ON "appointments"."slot_hold" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND "appointments".books_for(patient_id, region)) WITH CHECK (ended_at IS NOT NULL);--> statement-breakpoint
-- Lanes beyond the first are the clinic's to allow, and its staff's to use.
CREATE FUNCTION "appointments".may_use_lane(lane integer, clinic uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN lane = 0 OR (app.has_role('ADMIN', 'SUPPORT', 'PRACTITIONER')
    AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = clinic AND lane <= c.overbooking_limit));--> statement-breakpoint
ALTER POLICY allocation_take ON "appointments"."allocation" WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = allocation.appointment_id
    AND ("appointments".acts_on(a.patient_id, a.practitioner_id, a.region)
      OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_BOOK') OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_CHANGE'))
    AND CASE allocation.resource_kind
      WHEN 'PRACTITIONER' THEN a.practitioner_id = allocation.resource_id AND "appointments".may_use_lane(allocation.lane, a.clinic_id)
        AND EXISTS (SELECT FROM "appointments"."known_practitioner" p WHERE p.id = a.practitioner_id)
      WHEN 'ROOM' THEN a.room_id = allocation.resource_id
      WHEN 'DEVICE' THEN allocation.resource_id = ANY (a.device_ids)
      WHEN 'PATIENT' THEN a.patient_id = allocation.resource_id END)
  OR EXISTS (SELECT FROM "appointments"."slot_hold" h WHERE h.id = allocation.hold_id AND h.expires_at = allocation.expires_at
    AND h.ended_at IS NULL AND allocation.lane = 0 AND "appointments".books_for(h.patient_id, h.region)
    AND CASE allocation.resource_kind
      WHEN 'PRACTITIONER' THEN h.practitioner_id = allocation.resource_id
        AND EXISTS (SELECT FROM "appointments"."known_practitioner" p WHERE p.id = h.practitioner_id)
      WHEN 'ROOM' THEN h.room_id = allocation.resource_id
      WHEN 'DEVICE' THEN allocation.resource_id = ANY (h.device_ids)
      WHEN 'PATIENT' THEN h.patient_id = allocation.resource_id END)));--> statement-breakpoint
-- What is past its time is anybody's to remove: nobody waits for a timer.
ALTER POLICY allocation_release ON "appointments"."allocation" USING (tenant_id = (SELECT app.tenant_id())
  AND (EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = allocation.appointment_id
      AND ("appointments".acts_on(a.patient_id, a.practitioner_id, a.region)
        OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_CHANGE')))
    OR expires_at <= now()
    OR EXISTS (SELECT FROM "appointments"."slot_hold" h WHERE h.id = allocation.hold_id AND "appointments".books_for(h.patient_id, h.region))));--> statement-breakpoint
-- Whoever acts in a patient's place books, and frees nothing but what was held.
ALTER POLICY not_impersonated ON "appointments"."allocation" USING (NOT (SELECT app.is_impersonated()) OR hold_id IS NOT NULL);--> statement-breakpoint
-- Holds of yesterday tell nobody anything.
GRANT SELECT (id, created_at), DELETE ON "appointments"."slot_hold" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."slot_hold" FOR SELECT TO appointments_system USING (true);--> statement-breakpoint
CREATE POLICY system_remove ON "appointments"."slot_hold" FOR DELETE TO appointments_system USING (created_at < now() - interval '1 day');
