-- Our own processes do what their service account lists, and no more; an ANALYST acts in assigned regions.
ALTER POLICY clinic_read ON "appointments"."clinic" USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER'))
    OR ((SELECT app.has_role('ANALYST')) AND app.in_region(region))));--> statement-breakpoint
-- The sub-selects see what the policy of clinics shows.
ALTER POLICY room_read ON "appointments"."room" USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER'))
    OR ((SELECT app.has_role('ANALYST')) AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = room.clinic_id))));--> statement-breakpoint
ALTER POLICY service_type_read ON "appointments"."service_type" USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER'))
    OR ((SELECT app.has_role('ANALYST')) AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = service_type.clinic_id))));--> statement-breakpoint
ALTER POLICY schedule_read ON "appointments"."schedule" USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER'))
    OR ((SELECT app.has_role('ANALYST')) AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = schedule.clinic_id))));--> statement-breakpoint
ALTER POLICY appointment_read ON "appointments"."appointment" USING (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))));--> statement-breakpoint
ALTER POLICY appointment_book ON "appointments"."appointment" WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)))
  AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = appointment.clinic_id AND c.region = appointment.region)
  AND EXISTS (SELECT FROM "appointments"."service_type" s WHERE s.id = appointment.service_type_id AND s.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id)
  AND EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = appointment.patient_id));--> statement-breakpoint
ALTER POLICY appointment_change ON "appointments"."appointment" USING (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))))
  WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)))
  AND EXISTS (SELECT FROM "appointments"."room" r WHERE r.id = appointment.room_id AND r.clinic_id = appointment.clinic_id));--> statement-breakpoint
-- Which patient is busy is shown to that patient and to staff; to SUPPORT only of those it knows or has an appointment of.
ALTER POLICY allocation_read ON "appointments"."allocation" USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER'))
  AND (resource_kind <> 'PATIENT' OR (resource_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (SELECT app.has_role('PRACTITIONER', 'ADMIN'))
    OR ((SELECT app.has_role('SUPPORT'))
      AND (EXISTS (SELECT FROM "appointments"."known_patient" p WHERE p.id = allocation.resource_id)
        OR EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.patient_id = allocation.resource_id)))));--> statement-breakpoint
ALTER POLICY known_patient_read ON "appointments"."known_patient" USING (tenant_id = (SELECT app.tenant_id())
  AND ((id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))) OR (SELECT app.has_role('ADMIN', 'PRACTITIONER'))
    OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)) OR (SELECT app.service_may('patient:project'))));--> statement-breakpoint
ALTER POLICY known_patient_project ON "appointments"."known_patient" WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('patient:project')));
