-- Our own processes do what their service account lists, and no more; an ANALYST acts in assigned regions.
ALTER POLICY user_read ON "users"."user" USING (tenant_id = (SELECT app.tenant_id())
  AND (id = (SELECT app.actor_id()) OR (SELECT app.has_role('ADMIN')) OR (SELECT app.service_may('patient:register'))));--> statement-breakpoint
ALTER POLICY user_write ON "users"."user" WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('patient:register')));--> statement-breakpoint
ALTER POLICY patient_read ON "users"."patient" USING (tenant_id = (SELECT app.tenant_id())
  AND ((id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))) OR (SELECT app.has_role('ADMIN', 'PRACTITIONER'))
    OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)) OR (SELECT app.service_may('patient:register'))));--> statement-breakpoint
ALTER POLICY patient_register ON "users"."patient" WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('patient:register')));--> statement-breakpoint
ALTER POLICY patient_update ON "users"."patient" USING (tenant_id = (SELECT app.tenant_id())
  AND ((id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))) OR (SELECT app.has_role('ADMIN'))
    OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))));--> statement-breakpoint
ALTER POLICY practitioner_read ON "users"."practitioner" USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'PARTNER'))
    OR ((SELECT app.has_role('ANALYST')) AND app.in_region(region))));
