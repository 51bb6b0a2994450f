ALTER TABLE "appointments"."service_type" ADD CONSTRAINT "service_type_minimum_tier_known" CHECK (minimum_tier IN ('STANDARD', 'PREMIUM'));--> statement-breakpoint
-- Who books alone books what the own tier is for; staff book for anybody.
ALTER POLICY appointment_book ON "appointments"."appointment" WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))
      AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = appointment.service_type_id AND app.tier_suffices(s.minimum_tier)))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)))
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = appointment.clinic_id AND c.region = appointment.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = appointment.service_type_id AND s.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = appointment.patient_id));--> statement-breakpoint
ALTER POLICY appointment_book_consented ON "appointments"."appointment"
  WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('PARTNER')) AND "appointments".consents_to(patient_id, 'APPOINTMENT_BOOK')
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = appointment.clinic_id AND c.region = appointment.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = appointment.service_type_id AND s.clinic_id = appointment.clinic_id
    AND app.tier_suffices(s.minimum_tier))
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = appointment.patient_id));
