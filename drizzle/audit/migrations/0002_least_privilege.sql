-- Our own processes do what their service account lists, and no more.
ALTER POLICY entry_append ON "audit"."entry" WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('audit:append')));--> statement-breakpoint
ALTER POLICY chain_head_all ON "audit"."chain_head" USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('audit:append')));
