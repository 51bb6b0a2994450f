GRANT USAGE ON SCHEMA "appointments" TO appointments_app, appointments_system;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."room" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."room" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."schedule" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."allocation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."known_patient" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."known_patient" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."outbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."outbox_sequence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."outbox_sequence" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."inbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."parked_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."parked_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- The fact that makes double booking impossible, whatever the application does.
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_no_overlap"
  EXCLUDE USING gist (resource_id WITH =, lane WITH =, during WITH &&) WHERE (live);--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_during_not_empty" CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during));--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_starts_before_it_ends" CHECK (starts_at < ends_at);--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_status_known" CHECK (status IN
  ('PROPOSED', 'PENDING', 'BOOKED', 'ARRIVED', 'CHECKED_IN', 'FULFILLED', 'CANCELLED', 'NOSHOW', 'WAITLIST', 'ENTERED_IN_ERROR'));--> statement-breakpoint
ALTER TABLE "appointments"."schedule" ADD CONSTRAINT "schedule_hours_valid" CHECK (weekday BETWEEN 1 AND 7 AND opens_at < closes_at);--> statement-breakpoint
ALTER TABLE "appointments"."allocation" ADD CONSTRAINT "allocation_resource_kind_known" CHECK (resource_kind IN ('PRACTITIONER', 'ROOM', 'PATIENT'));--> statement-breakpoint
-- A service with its buffers lasts a day at most: what may collide with a booking lies within a day of its start.
ALTER TABLE "appointments"."service_type" ADD CONSTRAINT "service_type_minutes_valid" CHECK (duration_minutes > 0
  AND buffer_before_minutes >= 0 AND buffer_after_minutes >= 0
  AND duration_minutes + buffer_before_minutes + buffer_after_minutes <= 1440);--> statement-breakpoint
GRANT SELECT ON "appointments"."clinic", "appointments"."room", "appointments"."service_type", "appointments"."schedule" TO appointments_app;--> statement-breakpoint
-- What an appointment is, and what an allocation holds, is written once: only these columns ever change.
GRANT SELECT, INSERT, UPDATE (status, starts_at, ends_at, room_id, practitioner_id, cancellation_reason, cancelled_at, version, updated_at)
  ON "appointments"."appointment" TO appointments_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (live, updated_at) ON "appointments"."allocation" TO appointments_app;--> statement-breakpoint
GRANT SELECT, INSERT ON "appointments"."known_patient" TO appointments_app;--> statement-breakpoint
CREATE POLICY clinic_read ON "appointments"."clinic" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'ANALYST', 'PARTNER', 'SYSTEM')));--> statement-breakpoint
CREATE POLICY room_read ON "appointments"."room" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'ANALYST', 'PARTNER', 'SYSTEM')));--> statement-breakpoint
CREATE POLICY service_type_read ON "appointments"."service_type" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'ANALYST', 'PARTNER', 'SYSTEM')));--> statement-breakpoint
CREATE POLICY schedule_read ON "appointments"."schedule" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'ANALYST', 'PARTNER', 'SYSTEM')));--> statement-breakpoint
-- Row for row what the policy table grants as `appointment:read`: an id without its role opens nothing.
CREATE POLICY appointment_read ON "appointments"."appointment" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (SELECT app.has_role('ADMIN', 'SYSTEM')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))));--> statement-breakpoint
-- The sub-selects see the tenant's rows only. `region` decides for SUPPORT, so it has to be the clinic's.
CREATE POLICY appointment_book ON "appointments"."appointment" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (SELECT app.has_role('ADMIN', 'SYSTEM')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)))
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = appointment.clinic_id AND c.region = appointment.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = appointment.service_type_id AND s.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = appointment.patient_id));--> statement-breakpoint
CREATE POLICY appointment_change ON "appointments"."appointment" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (SELECT app.has_role('ADMIN', 'SYSTEM')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))))
  WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (SELECT app.has_role('ADMIN', 'SYSTEM')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)))
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id));--> statement-breakpoint
-- Who is busy when is needed to find and book slots; which patient is busy is shown to that patient and to staff only.
CREATE POLICY allocation_read ON "appointments"."allocation" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER', 'SYSTEM')) AND (resource_kind <> 'PATIENT' OR resource_id = (SELECT app.patient_id())
    OR (SELECT app.has_role('PRACTITIONER', 'SUPPORT', 'ADMIN', 'SYSTEM'))));--> statement-breakpoint
-- Only what the appointment itself names can be taken, and a practitioner only who works in the tenant: the
-- constraint knows no tenants, so whoever could take any id could block it for everybody.
CREATE POLICY allocation_take ON "appointments"."allocation" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = allocation.appointment_id AND CASE allocation.resource_kind
    WHEN 'PRACTITIONER' THEN a.practitioner_id = allocation.resource_id
      AND EXISTS (SELECT FROM "appointments"."schedule" s WHERE s.practitioner_id = a.practitioner_id)
    WHEN 'ROOM' THEN a.room_id = allocation.resource_id
    WHEN 'PATIENT' THEN a.patient_id = allocation.resource_id END));--> statement-breakpoint
-- What was let go stays so: taking again is a new row.
CREATE POLICY allocation_release ON "appointments"."allocation" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = allocation.appointment_id)) WITH CHECK (NOT live);--> statement-breakpoint
CREATE POLICY known_patient_read ON "appointments"."known_patient" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))) OR (SELECT app.has_role('ADMIN', 'PRACTITIONER', 'SYSTEM'))
    OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))));--> statement-breakpoint
CREATE POLICY known_patient_project ON "appointments"."known_patient" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('SYSTEM')));--> statement-breakpoint

-- Messages: the application writes its own tenant's; the relay and the parking work under the system role.
GRANT INSERT ON "appointments"."outbox" TO appointments_app;
GRANT SELECT, INSERT, UPDATE ON "appointments"."outbox_sequence" TO appointments_app;
GRANT SELECT, INSERT ON "appointments"."inbox" TO appointments_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "appointments"."outbox", "appointments"."outbox_sequence", "appointments"."inbox", "appointments"."parked_message" TO appointments_system;--> statement-breakpoint
CREATE POLICY tenant_insert ON "appointments"."outbox" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY tenant_all ON "appointments"."outbox_sequence" TO appointments_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY tenant_all ON "appointments"."inbox" TO appointments_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY system_all ON "appointments"."outbox" TO appointments_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "appointments"."outbox_sequence" TO appointments_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "appointments"."inbox" TO appointments_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "appointments"."parked_message" TO appointments_system USING (true);--> statement-breakpoint
CREATE TRIGGER outbox_notify AFTER INSERT ON "appointments"."outbox" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('appointments_outbox');
