ALTER TABLE "users"."idempotency_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."idempotency_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "users"."idempotency_key" TO users_app;--> statement-breakpoint
CREATE POLICY of_caller ON "users"."idempotency_key" TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND actor_id IS NOT DISTINCT FROM (SELECT app.actor_id()) AND client_id IS NOT DISTINCT FROM (SELECT app.client_id()));--> statement-breakpoint
GRANT SELECT (id, created_at), DELETE ON "users"."idempotency_key" TO users_system;--> statement-breakpoint
CREATE POLICY system_read ON "users"."idempotency_key" FOR SELECT TO users_system USING (true);--> statement-breakpoint
CREATE POLICY system_remove ON "users"."idempotency_key" FOR DELETE TO users_system USING (created_at < now() - interval '1 day');
