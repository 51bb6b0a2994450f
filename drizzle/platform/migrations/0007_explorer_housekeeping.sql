-- Only to remove what has expired: what an export is of is not read for that.
REVOKE SELECT ON "platform"."export_job" FROM platform_system;--> statement-breakpoint
GRANT SELECT (id, expires_at) ON "platform"."export_job" TO platform_system;--> statement-breakpoint
-- A session lasts for a week at most.
GRANT SELECT (id, updated_at), DELETE ON "platform"."purpose_of_use" TO platform_system;--> statement-breakpoint
CREATE POLICY system_read ON "platform"."purpose_of_use" FOR SELECT TO platform_system USING (true);--> statement-breakpoint
CREATE POLICY system_remove ON "platform"."purpose_of_use" FOR DELETE TO platform_system USING (updated_at <= now() - interval '7 days');--> statement-breakpoint
-- The hundred newest versions of a query stay as they were.
GRANT DELETE ON "platform"."saved_query_version" TO platform_app;--> statement-breakpoint
CREATE POLICY of_own_old ON "platform"."saved_query_version" FOR DELETE TO platform_app
  USING (tenant_id = (SELECT app.tenant_id()) AND EXISTS (SELECT FROM platform.saved_query q
    WHERE q.id = saved_query_id AND q.account_id = (SELECT app.actor_id()) AND saved_query_version.version <= q.version - 100));
