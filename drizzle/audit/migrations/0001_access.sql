GRANT USAGE ON SCHEMA "audit" TO audit_app, audit_system;--> statement-breakpoint
ALTER TABLE "audit"."entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."entry" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."chain_head" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."chain_head" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."outbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."outbox_sequence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."outbox_sequence" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."inbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."parked_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit"."parked_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Append-only: nobody is granted UPDATE or DELETE, and a trigger refuses them even to the owner.
GRANT SELECT, INSERT ON "audit"."entry" TO audit_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "audit"."chain_head" TO audit_app;--> statement-breakpoint
CREATE POLICY entry_read ON "audit"."entry" FOR SELECT TO audit_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
CREATE POLICY entry_append ON "audit"."entry" FOR INSERT TO audit_app WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('SYSTEM')));--> statement-breakpoint
CREATE POLICY chain_head_all ON "audit"."chain_head" TO audit_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('SYSTEM')));--> statement-breakpoint
CREATE FUNCTION "audit".refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only.' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"."entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit".refuse_change();--> statement-breakpoint

-- Messages: the application writes its own tenant's; the relay and the parking work under the system role.
GRANT INSERT ON "audit"."outbox" TO audit_app;
GRANT SELECT, INSERT, UPDATE ON "audit"."outbox_sequence" TO audit_app;
GRANT SELECT, INSERT ON "audit"."inbox" TO audit_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "audit"."outbox", "audit"."outbox_sequence", "audit"."inbox", "audit"."parked_message" TO audit_system;--> statement-breakpoint
CREATE POLICY tenant_insert ON "audit"."outbox" FOR INSERT TO audit_app WITH CHECK (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY tenant_all ON "audit"."outbox_sequence" TO audit_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY tenant_all ON "audit"."inbox" TO audit_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY system_all ON "audit"."outbox" TO audit_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "audit"."outbox_sequence" TO audit_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "audit"."inbox" TO audit_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "audit"."parked_message" TO audit_system USING (true);--> statement-breakpoint
CREATE TRIGGER outbox_notify AFTER INSERT ON "audit"."outbox" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('audit_outbox');
