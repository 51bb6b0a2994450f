ALTER TABLE "appointments"."device" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."device" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."schedule_exception" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."schedule_exception" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."known_practitioner" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."known_practitioner" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ADD CONSTRAINT "schedule_validity_valid" CHECK (valid_from <= valid_until AND (recurrence IS NULL OR valid_from IS NOT NULL));--> statement-breakpoint
ALTER TABLE "appointments"."schedule_exception" ADD CONSTRAINT "schedule_exception_kind_valid" CHECK (CASE kind
  WHEN 'LEAVE' THEN clinic_id IS NULL AND practitioner_id IS NOT NULL AND title IS NULL
  WHEN 'CLOSURE' THEN clinic_id IS NOT NULL AND practitioner_id IS NULL
  WHEN 'EXTRA_HOURS' THEN clinic_id IS NOT NULL AND practitioner_id IS NOT NULL AND start_time IS NOT NULL
  ELSE false END);--> statement-breakpoint
ALTER TABLE "appointments"."schedule_exception" ADD CONSTRAINT "schedule_exception_days_valid" CHECK (last_date BETWEEN first_date AND first_date + 366
  AND (start_time IS NULL) = (end_time IS NULL) AND start_time < end_time);--> statement-breakpoint
ALTER TABLE "appointments"."allocation" DROP CONSTRAINT "allocation_resource_kind_known";--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_resource_kind_known" CHECK (resource_kind IN ('PRACTITIONER', 'ROOM', 'DEVICE', 'PATIENT')) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."allocation" VALIDATE CONSTRAINT "allocation_resource_kind_known";--> statement-breakpoint
GRANT SELECT ON "appointments"."device", "appointments"."known_practitioner" TO appointments_app;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "appointments"."schedule_exception" TO appointments_app;--> statement-breakpoint
GRANT INSERT, DELETE ON "appointments"."schedule" TO appointments_app;--> statement-breakpoint
GRANT UPDATE (device_ids) ON "appointments"."appointment" TO appointments_app;--> statement-breakpoint
CREATE POLICY device_read ON "appointments"."device" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER'))
    OR ((SELECT app.has_role('ANALYST')) AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = device.clinic_id))));--> statement-breakpoint
CREATE POLICY known_practitioner_read ON "appointments"."known_practitioner" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER')) OR ((SELECT app.has_role('ANALYST'))
    AND (app.in_region(region) OR EXISTS (SELECT FROM "appointments"."schedule" s WHERE s.practitioner_id = known_practitioner.id)))));--> statement-breakpoint
-- When somebody works is needed by whoever looks for a free time, and to tell how much of it was used.
CREATE POLICY schedule_exception_read ON "appointments"."schedule_exception" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER')) OR ((SELECT app.has_role('ANALYST'))
    AND (EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = schedule_exception.clinic_id) OR (clinic_id IS NULL
      AND EXISTS (SELECT FROM "appointments"."schedule" s WHERE s.practitioner_id = schedule_exception.practitioner_id))))));--> statement-breakpoint
-- Row for row what the policy table grants as `working-hours:set`. The sub-selects see the tenant's rows only.
CREATE POLICY schedule_set ON "appointments"."schedule" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN', 'SUPPORT'))
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = schedule.clinic_id AND ((SELECT app.has_role('ADMIN')) OR app.in_region(c.region))));--> statement-breakpoint
CREATE POLICY schedule_remove ON "appointments"."schedule" FOR DELETE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN', 'SUPPORT'))
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = schedule.clinic_id AND ((SELECT app.has_role('ADMIN')) OR app.in_region(c.region))));--> statement-breakpoint
-- As `schedule-exception:change`. Leave holds at every clinic: support has to be of all regions where the practitioner works.
CREATE FUNCTION "appointments".plans(clinic uuid, practitioner uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN app.has_role('ADMIN') OR (practitioner = app.practitioner_id() AND app.has_role('PRACTITIONER'))
    OR (app.has_role('SUPPORT') AND NOT EXISTS (SELECT FROM "appointments"."clinic" c WHERE NOT app.in_region(c.region)
      AND (c.id = clinic OR (clinic IS NULL AND EXISTS (SELECT FROM "appointments"."schedule" s WHERE s.clinic_id = c.id AND s.practitioner_id = practitioner)))));--> statement-breakpoint
CREATE POLICY schedule_exception_add ON "appointments"."schedule_exception" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND "appointments".plans(clinic_id, practitioner_id)
  AND (clinic_id IS NULL OR EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = schedule_exception.clinic_id))
  AND (practitioner_id IS NULL OR EXISTS (SELECT FROM "appointments"."schedule" s WHERE s.practitioner_id = schedule_exception.practitioner_id
    AND (schedule_exception.clinic_id IS NULL OR s.clinic_id = schedule_exception.clinic_id))));--> statement-breakpoint
CREATE POLICY schedule_exception_remove ON "appointments"."schedule_exception" FOR DELETE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND "appointments".plans(clinic_id, practitioner_id));--> statement-breakpoint
-- An appointment uses the devices of its clinic.
CREATE FUNCTION "appointments".are_devices_of(clinic uuid, devices uuid[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NOT EXISTS (SELECT FROM unnest(devices) AS used (id) WHERE NOT EXISTS (SELECT FROM "appointments"."device" d WHERE d.id = used.id AND d.clinic_id = clinic));--> statement-breakpoint
CREATE POLICY devices_of_clinic_booked ON "appointments"."appointment" AS RESTRICTIVE FOR INSERT TO appointments_app
  WITH CHECK ("appointments".are_devices_of(clinic_id, device_ids));--> statement-breakpoint
CREATE POLICY devices_of_clinic_changed ON "appointments"."appointment" AS RESTRICTIVE FOR UPDATE TO appointments_app
  USING (true) WITH CHECK ("appointments".are_devices_of(clinic_id, device_ids));--> statement-breakpoint
ALTER POLICY allocation_take ON "appointments"."allocation" WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = allocation.appointment_id
    AND ("appointments".acts_on(a.patient_id, a.practitioner_id, a.region)
      OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_BOOK') OR "appointments".consents_to(a.patient_id, 'APPOINTMENT_CHANGE'))
    AND CASE allocation.resource_kind
      WHEN 'PRACTITIONER' THEN a.practitioner_id = allocation.resource_id
        AND EXISTS (SELECT FROM "appointments"."known_practitioner" p WHERE p.id = a.practitioner_id)
      WHEN 'ROOM' THEN a.room_id = allocation.resource_id
      WHEN 'DEVICE' THEN allocation.resource_id = ANY (a.device_ids)
      WHEN 'PATIENT' THEN a.patient_id = allocation.resource_id END));
