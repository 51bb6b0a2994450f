ALTER TABLE "platform"."purpose_of_use" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."purpose_of_use" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."saved_query" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."saved_query" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."saved_query_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."saved_query_version" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."purpose_of_use" ADD CONSTRAINT purpose_of_use_code CHECK (purpose IN ('TREAT', 'HPAYMT', 'HOPERAT', 'HRESCH', 'PUBHLTH', 'PATRQT'));--> statement-breakpoint
ALTER TABLE "platform"."saved_query" ADD CONSTRAINT saved_query_name CHECK (length(name) BETWEEN 1 AND 100);--> statement-breakpoint
ALTER TABLE "platform"."saved_query_version" ADD CONSTRAINT saved_query_version_text CHECK (length(text) BETWEEN 1 AND 20000);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "platform"."purpose_of_use" TO platform_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "platform"."saved_query" TO platform_app;--> statement-breakpoint
-- A text that was saved stays as it was; it goes with its query.
GRANT SELECT, INSERT ON "platform"."saved_query_version" TO platform_app;--> statement-breakpoint
-- What is put on record of it.
GRANT INSERT ON "platform"."outbox" TO platform_app;--> statement-breakpoint
CREATE POLICY tenant_insert ON "platform"."outbox" FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY own ON "platform"."purpose_of_use" TO platform_app
  USING (tenant_id = (SELECT app.tenant_id()) AND account_id = (SELECT app.actor_id()));--> statement-breakpoint
CREATE POLICY own ON "platform"."saved_query" TO platform_app
  USING (tenant_id = (SELECT app.tenant_id()) AND account_id = (SELECT app.actor_id()));--> statement-breakpoint
CREATE POLICY shared ON "platform"."saved_query" FOR SELECT TO platform_app
  USING (tenant_id = (SELECT app.tenant_id()) AND is_shared);--> statement-breakpoint
CREATE POLICY of_visible ON "platform"."saved_query_version" FOR SELECT TO platform_app
  USING (tenant_id = (SELECT app.tenant_id()) AND EXISTS (SELECT FROM platform.saved_query q WHERE q.id = saved_query_id));--> statement-breakpoint
CREATE POLICY of_own ON "platform"."saved_query_version" FOR INSERT TO platform_app
  WITH CHECK (tenant_id = (SELECT app.tenant_id())
    AND EXISTS (SELECT FROM platform.saved_query q WHERE q.id = saved_query_id AND q.account_id = (SELECT app.actor_id())));
