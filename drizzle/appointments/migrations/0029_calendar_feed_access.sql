ALTER TABLE "appointments"."calendar_feed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."calendar_feed" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."calendar_feed" ADD CONSTRAINT "calendar_feed_known" CHECK (owner_kind IN ('PATIENT', 'PRACTITIONER')
  AND detail IN ('MINIMAL', 'SERVICE') AND token_hash ~ '^[A-Za-z0-9_-]{43}$');--> statement-breakpoint
-- The hash is written by who makes a feed, and read by nobody but who serves it.
GRANT SELECT (id, tenant_id, created_at, updated_at, account_id, owner_kind, owner_id, name, detail, last_used_at, revoked_at), INSERT, DELETE,
  UPDATE (revoked_at, updated_at) ON "appointments"."calendar_feed" TO appointments_app;--> statement-breakpoint
-- As `calendar-feed:read` and `calendar-feed:change`: one's own, and not in somebody's place.
CREATE POLICY calendar_feed_read ON "appointments"."calendar_feed" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()) AND (SELECT app.has_role('USER', 'PRACTITIONER') AND NOT app.is_impersonated()));--> statement-breakpoint
CREATE POLICY calendar_feed_make ON "appointments"."calendar_feed" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()) AND revoked_at IS NULL AND NOT (SELECT app.is_impersonated())
  AND CASE owner_kind WHEN 'PATIENT' THEN owner_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))
    WHEN 'PRACTITIONER' THEN owner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')) ELSE false END);--> statement-breakpoint
-- What is revoked stays so.
CREATE POLICY calendar_feed_revoke ON "appointments"."calendar_feed" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()) AND revoked_at IS NULL AND (SELECT app.has_role('USER', 'PRACTITIONER') AND NOT app.is_impersonated()))
  WITH CHECK (revoked_at IS NOT NULL);--> statement-breakpoint
CREATE POLICY calendar_feed_forget ON "appointments"."calendar_feed" FOR DELETE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()) AND revoked_at IS NOT NULL AND NOT (SELECT app.is_impersonated()));--> statement-breakpoint
-- Who fetches a feed says nothing but its token: whose it is, is looked for under the system role, which sees a feed while its owner may
-- still read what is in it.
GRANT SELECT (id, tenant_id, account_id, owner_kind, owner_id, name, detail, token_hash, last_used_at, revoked_at), UPDATE (last_used_at)
  ON "appointments"."calendar_feed" TO appointments_system;--> statement-breakpoint
GRANT SELECT ON "appointments"."known_actor" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."known_actor" FOR SELECT TO appointments_system USING (NOT is_disabled);--> statement-breakpoint
CREATE FUNCTION "appointments".is_calendar_of(account uuid, tenant uuid, kind text, owner uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM "appointments"."known_actor" a WHERE a.id = account AND a.tenant_id = tenant AND NOT a.is_disabled
    AND CASE kind WHEN 'PATIENT' THEN a.patient_id = owner AND 'USER' = ANY (a.roles)
      WHEN 'PRACTITIONER' THEN a.practitioner_id = owner AND 'PRACTITIONER' = ANY (a.roles) ELSE false END);--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."calendar_feed" FOR SELECT TO appointments_system USING (revoked_at IS NULL
  AND "appointments".is_calendar_of(account_id, tenant_id, owner_kind, owner_id));--> statement-breakpoint
CREATE POLICY system_use ON "appointments"."calendar_feed" FOR UPDATE TO appointments_system USING (revoked_at IS NULL);
