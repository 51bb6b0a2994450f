ALTER TABLE "users"."known_actor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."known_actor" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (roles, regions, tier, patient_id, practitioner_id, is_disabled, updated_at) ON "users"."known_actor" TO users_app;--> statement-breakpoint
-- Whom decisions are explained to, and who writes down what the events tell.
CREATE POLICY known_actor_read ON "users"."known_actor" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN') OR app.service_may('actor:project')));--> statement-breakpoint
CREATE POLICY known_actor_project ON "users"."known_actor" FOR INSERT TO users_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('actor:project')));--> statement-breakpoint
CREATE POLICY known_actor_change ON "users"."known_actor" FOR UPDATE TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('actor:project')));
