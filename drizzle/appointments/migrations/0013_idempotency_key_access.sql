ALTER TABLE "appointments"."idempotency_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."idempotency_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "appointments"."idempotency_key" TO appointments_app;--> statement-breakpoint
CREATE POLICY of_caller ON "appointments"."idempotency_key" TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND actor_id IS NOT DISTINCT FROM (SELECT app.actor_id()) AND client_id IS NOT DISTINCT FROM (SELECT app.client_id()));--> statement-breakpoint
GRANT SELECT (id, created_at), DELETE ON "appointments"."idempotency_key" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."idempotency_key" FOR SELECT TO appointments_system USING (true);--> statement-breakpoint
CREATE POLICY system_remove ON "appointments"."idempotency_key" FOR DELETE TO appointments_system USING (created_at < now() - interval '1 day');
