GRANT USAGE ON SCHEMA "platform" TO platform_app, platform_system;--> statement-breakpoint
ALTER TABLE "platform"."document_publication" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."document_publication" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."document_usage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."document_usage" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."outbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."outbox_sequence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."outbox_sequence" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."inbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."parked_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."parked_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Append-only: nobody is granted UPDATE or DELETE, and a trigger refuses them even to the owner.
GRANT SELECT, INSERT ON "platform"."document_publication" TO platform_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "platform"."document_usage" TO platform_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "platform"."outbox", "platform"."outbox_sequence", "platform"."inbox", "platform"."parked_message" TO platform_system;--> statement-breakpoint
CREATE POLICY system_all ON "platform"."document_publication" TO platform_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "platform"."document_usage" TO platform_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "platform"."outbox" TO platform_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "platform"."outbox_sequence" TO platform_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "platform"."inbox" TO platform_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "platform"."parked_message" TO platform_system USING (true);--> statement-breakpoint
ALTER TABLE "platform"."document_usage" ADD CONSTRAINT document_usage_caller_kind CHECK (caller_kind IN ('ANONYMOUS', 'ACCOUNT', 'CLIENT'));--> statement-breakpoint
CREATE FUNCTION "platform".refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION 'Publications are append-only.' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER document_publication_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "platform"."document_publication"
  FOR EACH STATEMENT EXECUTE FUNCTION "platform".refuse_change();--> statement-breakpoint
CREATE TRIGGER document_publication_notify AFTER INSERT ON "platform"."document_publication" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('platform_document_publication');--> statement-breakpoint
CREATE TRIGGER outbox_notify AFTER INSERT ON "platform"."outbox" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('platform_outbox');
