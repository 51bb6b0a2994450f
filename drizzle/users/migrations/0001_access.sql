GRANT USAGE ON SCHEMA "users" TO users_app, users_system;--> statement-breakpoint
ALTER TABLE "users"."user" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."user" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."patient" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."patient" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."practitioner" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."practitioner" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."outbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."outbox_sequence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."outbox_sequence" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."inbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."parked_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."parked_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT ON "users"."user", "users"."patient", "users"."practitioner" TO users_app;--> statement-breakpoint
GRANT INSERT ON "users"."user", "users"."patient" TO users_app;--> statement-breakpoint
GRANT UPDATE (phone, email, updated_at) ON "users"."patient" TO users_app;--> statement-breakpoint
CREATE POLICY user_read ON "users"."user" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (id = (SELECT app.actor_id()) OR (SELECT app.has_role('ADMIN', 'SYSTEM'))));--> statement-breakpoint
CREATE POLICY user_write ON "users"."user" FOR INSERT TO users_app WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('SYSTEM')));--> statement-breakpoint
CREATE POLICY patient_read ON "users"."patient" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (id = (SELECT app.patient_id()) OR (SELECT app.has_role('ADMIN', 'PRACTITIONER', 'SYSTEM'))
    OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))));--> statement-breakpoint
CREATE POLICY patient_register ON "users"."patient" FOR INSERT TO users_app WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('SYSTEM')));--> statement-breakpoint
CREATE POLICY patient_update ON "users"."patient" FOR UPDATE TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (id = (SELECT app.patient_id()) OR (SELECT app.has_role('ADMIN', 'SYSTEM'))
    OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))));--> statement-breakpoint
CREATE POLICY practitioner_read ON "users"."practitioner" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER', 'PRACTITIONER', 'SUPPORT', 'ADMIN', 'ANALYST', 'PARTNER', 'SYSTEM')));--> statement-breakpoint

-- Messages: the application writes its own tenant's; the relay and the parking work under the system role.
GRANT INSERT ON "users"."outbox" TO users_app;
GRANT SELECT, INSERT, UPDATE ON "users"."outbox_sequence" TO users_app;
GRANT SELECT, INSERT ON "users"."inbox" TO users_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "users"."outbox", "users"."outbox_sequence", "users"."inbox", "users"."parked_message" TO users_system;--> statement-breakpoint
CREATE POLICY tenant_insert ON "users"."outbox" FOR INSERT TO users_app WITH CHECK (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY tenant_all ON "users"."outbox_sequence" TO users_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY tenant_all ON "users"."inbox" TO users_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY system_all ON "users"."outbox" TO users_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "users"."outbox_sequence" TO users_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "users"."inbox" TO users_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "users"."parked_message" TO users_system USING (true);--> statement-breakpoint
CREATE TRIGGER outbox_notify AFTER INSERT ON "users"."outbox" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('users_outbox');
