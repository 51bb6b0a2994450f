ALTER TABLE "appointments"."known_actor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."known_actor" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (roles, regions, tier, patient_id, practitioner_id, is_disabled, updated_at) ON "appointments"."known_actor" TO appointments_app;--> statement-breakpoint
-- Whom decisions are explained to, and who writes down what the events tell.
CREATE POLICY known_actor_read ON "appointments"."known_actor" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN') OR app.service_may('actor:project')));--> statement-breakpoint
CREATE POLICY known_actor_project ON "appointments"."known_actor" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('actor:project')));--> statement-breakpoint
CREATE POLICY known_actor_change ON "appointments"."known_actor" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('actor:project')));
