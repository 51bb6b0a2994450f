-- None of our own processes reads accounts as a viewer.
ALTER POLICY account_read ON "auth"."account" USING (tenant_id = (SELECT app.tenant_id())
  AND (id = (SELECT app.actor_id()) OR (SELECT app.has_role('ADMIN'))));
