ALTER TABLE "appointments"."clinic" ADD CONSTRAINT "clinic_waitlist_offer_valid" CHECK (waitlist_offer_minutes BETWEEN 5 AND 1440) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" VALIDATE CONSTRAINT "clinic_waitlist_offer_valid";--> statement-breakpoint
GRANT UPDATE (waitlist_offer_minutes) ON "appointments"."clinic" TO appointments_app;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_entry" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_offer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_offer" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_entry" ADD CONSTRAINT "waitlist_entry_valid" CHECK (priority IN ('URGENT', 'ROUTINE')
  AND status IN ('WAITING', 'OFFERED', 'BOOKED', 'LEFT', 'EXPIRED') AND until_date BETWEEN from_date AND from_date + 90 AND lapses BETWEEN 0 AND 3);--> statement-breakpoint
ALTER TABLE "appointments"."waitlist_offer" ADD CONSTRAINT "waitlist_offer_valid" CHECK (starts_at < ends_at
  AND outcome IN ('OFFERED', 'ACCEPTED', 'DECLINED', 'LAPSED'));--> statement-breakpoint
-- A patient waits once for the same: somebody's time of a service, or anybody's.
CREATE UNIQUE INDEX "waitlist_entry_live_once" ON "appointments"."waitlist_entry" (patient_id, service_type_id, practitioner_id) NULLS NOT DISTINCT
  WHERE live;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (status, lapses, version, updated_at) ON "appointments"."waitlist_entry" TO appointments_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (outcome, updated_at) ON "appointments"."waitlist_offer" TO appointments_app;--> statement-breakpoint
-- Row for row what the policy table grants as `appointment:read`.
CREATE POLICY waitlist_entry_read ON "appointments"."waitlist_entry" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND ("appointments".books_for(patient_id, region) OR "appointments".consents_to(patient_id, 'APPOINTMENT_READ')
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (patient_id = (SELECT app.broken_glass_patient_id()) AND (SELECT app.has_role('PRACTITIONER')))));--> statement-breakpoint
-- As `appointment:book`. `region` decides for SUPPORT, so it has to be the clinic's; what is urgent, the clinic's staff says.
CREATE POLICY waitlist_entry_join ON "appointments"."waitlist_entry" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND "appointments".books_for(patient_id, region) AND status = 'WAITING' AND lapses = 0
  AND (priority = 'ROUTINE' OR (SELECT app.has_role('ADMIN', 'SUPPORT')))
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = waitlist_entry.clinic_id AND c.region = waitlist_entry.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = waitlist_entry.service_type_id AND s.clinic_id = waitlist_entry.clinic_id
    AND ((SELECT app.has_role('ADMIN', 'SUPPORT')) OR app.tier_suffices(s.minimum_tier)))
  AND (practitioner_id IS NULL OR EXISTS (SELECT FROM "appointments"."known_practitioner" p WHERE p.id = waitlist_entry.practitioner_id))
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = waitlist_entry.patient_id));--> statement-breakpoint
-- What has ended stays so. Of policies that are alternatives, the one may let the row as it was through and the other the row as it is:
-- each says on both sides for whom it is.
CREATE POLICY waitlist_entry_change ON "appointments"."waitlist_entry" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND "appointments".books_for(patient_id, region) AND status IN ('WAITING', 'OFFERED'))
  WITH CHECK ("appointments".books_for(patient_id, region) AND status <> 'OFFERED');--> statement-breakpoint
-- The sub-selects see what the policies of entries show.
CREATE POLICY waitlist_offer_read ON "appointments"."waitlist_offer" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."waitlist_entry" e WHERE e.id = waitlist_offer.entry_id));--> statement-breakpoint
CREATE POLICY waitlist_offer_end ON "appointments"."waitlist_offer" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND outcome = 'OFFERED' AND EXISTS (SELECT FROM "appointments"."waitlist_entry" e WHERE e.id = waitlist_offer.entry_id
    AND "appointments".books_for(e.patient_id, e.region))) WITH CHECK (outcome IN ('ACCEPTED', 'DECLINED')
  AND EXISTS (SELECT FROM "appointments"."waitlist_entry" e WHERE e.id = waitlist_offer.entry_id
    AND "appointments".books_for(e.patient_id, e.region)));--> statement-breakpoint
-- Offers are made by one of our own processes, which sees what free times follow from. Policies are alternatives: these add to the others.
CREATE POLICY clinic_read_to_offer ON "appointments"."clinic" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY room_read_to_offer ON "appointments"."room" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY device_read_to_offer ON "appointments"."device" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY service_type_read_to_offer ON "appointments"."service_type" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY schedule_read_to_offer ON "appointments"."schedule" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY schedule_exception_read_to_offer ON "appointments"."schedule_exception" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY known_practitioner_read_to_offer ON "appointments"."known_practitioner" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY allocation_read_to_offer ON "appointments"."allocation" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY waitlist_entry_read_to_offer ON "appointments"."waitlist_entry" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY waitlist_entry_offer ON "appointments"."waitlist_entry" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND status IN ('WAITING', 'OFFERED') AND (SELECT app.service_may('waitlist:offer')))
  WITH CHECK (status IN ('WAITING', 'OFFERED', 'EXPIRED') AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY waitlist_offer_make ON "appointments"."waitlist_offer" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND outcome = 'OFFERED' AND (SELECT app.service_may('waitlist:offer'))
  AND EXISTS (SELECT FROM "appointments"."slot_hold" h WHERE h.id = waitlist_offer.id AND h.waitlist_entry_id = waitlist_offer.entry_id
    AND h.practitioner_id = waitlist_offer.practitioner_id AND h.starts_at = waitlist_offer.starts_at AND h.expires_at = waitlist_offer.expires_at));--> statement-breakpoint
CREATE POLICY waitlist_offer_lapse ON "appointments"."waitlist_offer" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND outcome = 'OFFERED' AND (SELECT app.service_may('waitlist:offer'))) WITH CHECK (outcome = 'LAPSED' AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
-- Nobody else keeps a time in the name of an entry: it would not count to the times that are kept for a patient.
CREATE POLICY offered_by_service ON "appointments"."slot_hold" AS RESTRICTIVE FOR INSERT TO appointments_app
  WITH CHECK (waitlist_entry_id IS NULL OR (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY slot_hold_read_to_offer ON "appointments"."slot_hold" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY slot_hold_offer ON "appointments"."slot_hold" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer'))
  AND EXISTS (SELECT FROM "appointments"."waitlist_entry" e WHERE e.id = slot_hold.waitlist_entry_id AND e.status = 'WAITING'
    AND e.patient_id = slot_hold.patient_id AND e.clinic_id = slot_hold.clinic_id AND e.region = slot_hold.region
    AND e.service_type_id = slot_hold.service_type_id AND (e.practitioner_id IS NULL OR e.practitioner_id = slot_hold.practitioner_id))
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = slot_hold.room_id AND r.clinic_id = slot_hold.clinic_id)
  AND "appointments".are_devices_of(clinic_id, device_ids));--> statement-breakpoint
CREATE POLICY slot_hold_lapse ON "appointments"."slot_hold" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND waitlist_entry_id IS NOT NULL AND (SELECT app.service_may('waitlist:offer')))
  WITH CHECK (ended_at IS NOT NULL AND (SELECT app.service_may('waitlist:offer')));--> statement-breakpoint
CREATE POLICY allocation_take_to_offer ON "appointments"."allocation" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('waitlist:offer')) AND lane = 0
  AND EXISTS (SELECT FROM "appointments"."slot_hold" h WHERE h.id = allocation.hold_id AND h.waitlist_entry_id IS NOT NULL
    AND h.expires_at = allocation.expires_at AND h.ended_at IS NULL
    AND CASE allocation.resource_kind
      WHEN 'PRACTITIONER' THEN h.practitioner_id = allocation.resource_id
        AND EXISTS (SELECT FROM "appointments"."known_practitioner" p WHERE p.id = h.practitioner_id)
      WHEN 'ROOM' THEN h.room_id = allocation.resource_id
      WHEN 'DEVICE' THEN allocation.resource_id = ANY (h.device_ids)
      WHEN 'PATIENT' THEN h.patient_id = allocation.resource_id END));--> statement-breakpoint
-- Where somebody waits, of all tenants: the process that offers looks under the system role, and goes to each clinic in its tenant.
GRANT SELECT (tenant_id, clinic_id, live) ON "appointments"."waitlist_entry" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."waitlist_entry" FOR SELECT TO appointments_system USING (live
  AND (SELECT app.tenant_id()) IS NULL);--> statement-breakpoint
-- An offer may be open for a day: its hold is removed once it has ended.
GRANT SELECT (waitlist_entry_id, ended_at) ON "appointments"."slot_hold" TO appointments_system;--> statement-breakpoint
ALTER POLICY system_remove ON "appointments"."slot_hold" USING (created_at < now() - interval '1 day'
  AND (waitlist_entry_id IS NULL OR ended_at IS NOT NULL));
