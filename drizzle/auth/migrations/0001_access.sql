GRANT USAGE ON SCHEMA "auth" TO auth_app, auth_system;--> statement-breakpoint
ALTER TABLE "auth"."tenant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."tenant" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."account" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."session" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."signing_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."signing_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."outbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."outbox_sequence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."outbox_sequence" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."inbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."parked_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."parked_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Before a viewer is known everything runs under the system role; a signed-in viewer reads accounts only.
GRANT SELECT ON "auth"."tenant" TO auth_app;--> statement-breakpoint
-- All columns but the password hash, which only a sign-in needs.
GRANT SELECT ("id", "tenant_id", "created_at", "updated_at", "email", "roles", "regions", "tier", "patient_id", "practitioner_id", "disabled_at")
  ON "auth"."account" TO auth_app;--> statement-breakpoint
GRANT SELECT ON "auth"."tenant", "auth"."oauth_client" TO auth_system;--> statement-breakpoint
GRANT SELECT, INSERT ON "auth"."account", "auth"."signing_key" TO auth_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."session" TO auth_system;--> statement-breakpoint
CREATE POLICY tenant_read ON "auth"."tenant" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY account_read ON "auth"."account" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND (id = (SELECT app.actor_id()) OR (SELECT app.has_role('ADMIN', 'SYSTEM'))));--> statement-breakpoint
CREATE POLICY system_all ON "auth"."tenant" FOR SELECT TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."account" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."session" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."signing_key" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."oauth_client" FOR SELECT TO auth_system USING (true);--> statement-breakpoint

-- Messages: a signed-in viewer writes audit entries of its own tenant, and events, which are numbered, come from the
-- system role only, which the relay works under, too. Nothing is consumed here: nobody needs the inbox and the parking.
GRANT INSERT ON "auth"."outbox" TO auth_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."outbox" TO auth_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "auth"."outbox_sequence" TO auth_system;--> statement-breakpoint
CREATE POLICY tenant_insert ON "auth"."outbox" FOR INSERT TO auth_app WITH CHECK (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY system_all ON "auth"."outbox" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."outbox_sequence" TO auth_system USING (true);--> statement-breakpoint
CREATE TRIGGER outbox_notify AFTER INSERT ON "auth"."outbox" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('auth_outbox');
