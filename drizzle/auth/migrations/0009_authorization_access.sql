ALTER TABLE "auth"."consent_form" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."consent_form" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."authorization_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."authorization_code" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."token_family" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."token_family" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."refresh_token" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."refresh_token" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Whoever presents a code or a refresh token belongs to no tenant yet.
GRANT SELECT, INSERT, DELETE ON "auth"."consent_form", "auth"."authorization_code", "auth"."token_family" TO auth_system;--> statement-breakpoint
GRANT SELECT, INSERT ON "auth"."refresh_token" TO auth_system;--> statement-breakpoint
GRANT UPDATE ("family_id", "updated_at") ON "auth"."authorization_code" TO auth_system;--> statement-breakpoint
GRANT UPDATE ("generation", "last_used_at", "expires_at", "revoked_at", "updated_at") ON "auth"."token_family" TO auth_system;--> statement-breakpoint
GRANT UPDATE ("rotated_at", "updated_at") ON "auth"."refresh_token" TO auth_system;--> statement-breakpoint
CREATE POLICY system_all ON "auth"."consent_form" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."authorization_code" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."token_family" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."refresh_token" TO auth_system USING (true);--> statement-breakpoint
-- An account sees which apps act for it, and what those are called.
GRANT SELECT ON "auth"."token_family" TO auth_app;--> statement-breakpoint
CREATE POLICY family_read ON "auth"."token_family" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()));--> statement-breakpoint
GRANT SELECT ("id", "tenant_id", "client_id", "name") ON "auth"."oauth_client" TO auth_app;--> statement-breakpoint
CREATE POLICY own_apps_read ON "auth"."oauth_client" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "auth"."token_family" f WHERE f.oauth_client_id = "oauth_client"."id"
    AND f.account_id = (SELECT app.actor_id())));--> statement-breakpoint
-- Facts about clients, whoever writes the row. A public client has no secret, so only an authorization by a person makes it
-- anybody; an address with a fragment can carry no answer (RFC 6749, section 3.1.2).
ALTER TABLE "auth"."oauth_client" ADD CONSTRAINT "oauth_client_grant_types" CHECK (
  grant_types <@ ARRAY['client_credentials', 'authorization_code', 'refresh_token']
  AND (secret_hash IS NOT NULL OR NOT 'client_credentials' = ANY (grant_types))
  AND ('authorization_code' = ANY (grant_types) OR NOT 'refresh_token' = ANY (grant_types)));--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" ADD CONSTRAINT "oauth_client_redirect_uris" CHECK (
  array_position(redirect_uris, NULL) IS NULL AND strpos(array_to_string(redirect_uris, ' '), '#') = 0);
