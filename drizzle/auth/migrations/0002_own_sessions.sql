-- An account sees its own sessions. The hash of an id is of no use to anybody, and tells which of them is asking.
GRANT SELECT ON "auth"."session" TO auth_app;--> statement-breakpoint
CREATE POLICY session_read ON "auth"."session" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()));
