GRANT USAGE ON SCHEMA "messaging" TO messaging_app, messaging_system;--> statement-breakpoint
ALTER TABLE "messaging"."delivery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "messaging"."delivery" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "messaging"."delivery" TO messaging_system;--> statement-breakpoint
CREATE POLICY system_all ON "messaging"."delivery" TO messaging_system USING (true);--> statement-breakpoint
CREATE TRIGGER delivery_notify AFTER INSERT ON "messaging"."delivery" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('messaging_delivery');
