ALTER TABLE "platform"."change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."change" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."change" ADD CONSTRAINT change_type CHECK (type IN ('Appointment'));--> statement-breakpoint
ALTER TABLE "platform"."change" ADD CONSTRAINT change_version CHECK (version > 0);--> statement-breakpoint
GRANT INSERT ON "platform"."change" TO platform_app;--> statement-breakpoint
GRANT SELECT, DELETE ON "platform"."change" TO platform_system;--> statement-breakpoint
CREATE POLICY change_record ON "platform"."change" FOR INSERT TO platform_app
  WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('change:record')));--> statement-breakpoint
CREATE POLICY system_read ON "platform"."change" FOR SELECT TO platform_system USING (true);--> statement-breakpoint
-- Apps may resume for so long.
CREATE POLICY system_remove ON "platform"."change" FOR DELETE TO platform_system USING (created_at <= now() - interval '1 hour');--> statement-breakpoint
-- One transaction at a time, whoever writes: positions are drawn under the lock, which ends with the commit. So they become visible in
-- their order, and a reader that has seen one has missed none before it.
CREATE FUNCTION "platform".write_alone() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('platform.change', 0));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER change_write_alone BEFORE INSERT ON "platform"."change" FOR EACH STATEMENT EXECUTE FUNCTION "platform".write_alone();--> statement-breakpoint
CREATE TRIGGER change_notify AFTER INSERT ON "platform"."change" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('platform_change');--> statement-breakpoint
-- Messages are consumed here now.
GRANT SELECT, INSERT ON "platform"."inbox" TO platform_app;--> statement-breakpoint
CREATE POLICY tenant_all ON "platform"."inbox" TO platform_app USING (tenant_id = (SELECT app.tenant_id()));
