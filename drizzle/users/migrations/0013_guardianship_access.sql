ALTER TABLE "users"."guardianship" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."guardianship" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."guardian_code_failure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."guardian_code_failure" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."guardianship" ADD CONSTRAINT "guardianship_scopes_known" CHECK (cardinality(scopes) > 0
  AND scopes <@ ARRAY['APPOINTMENT_READ', 'APPOINTMENT_BOOK', 'APPOINTMENT_CHANGE']);--> statement-breakpoint
ALTER TABLE "users"."guardianship" ADD CONSTRAINT "guardianship_started_by_somebody" CHECK ((guardian_account_id IS NULL) = (started_at IS NULL));--> statement-breakpoint
-- What was offered is written once: an invitation can be taken, and what it became can be ended.
GRANT SELECT, INSERT, UPDATE (guardian_account_id, guardian_given_name, guardian_family_name, started_at, ended_at, updated_at)
  ON "users"."guardianship" TO users_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (failures, first_failed_at, updated_at) ON "users"."guardian_code_failure" TO users_app;--> statement-breakpoint
-- Hash of the code that whoever asks has shown: who has none sees no invitation.
CREATE FUNCTION "users".shown_code_hash() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.guardian_code_hash', true), '');--> statement-breakpoint
-- No policy of this table looks at patients, whose own policy looks here.
CREATE POLICY guardianship_read ON "users"."guardianship" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (guardian_account_id = (SELECT app.actor_id()) AND (SELECT app.has_role('USER')))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))
    OR (code_hash = (SELECT "users".shown_code_hash()) AND (SELECT app.has_role('USER')))));--> statement-breakpoint
CREATE POLICY guardianship_invite ON "users"."guardianship" FOR INSERT TO users_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND guardian_account_id IS NULL AND ended_at IS NULL AND invited_by = (SELECT app.actor_id())
  AND CASE basis
    WHEN 'PATIENT_CONSENT' THEN patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))
    WHEN 'STAFF_VERIFIED' THEN (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region)) END
  AND EXISTS (SELECT FROM "users"."patient" p WHERE p.id = guardianship.patient_id AND p.region = guardianship.region));--> statement-breakpoint
-- By an account for itself, once, with the code; and neither by the patient nor by who has invited.
CREATE POLICY guardianship_accept ON "users"."guardianship" FOR UPDATE TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND code_hash = (SELECT "users".shown_code_hash()) AND guardian_account_id IS NULL AND ended_at IS NULL)
  WITH CHECK (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('USER')) AND code_hash = (SELECT "users".shown_code_hash())
  AND guardian_account_id = (SELECT app.actor_id()) AND guardian_account_id <> invited_by
  AND patient_id IS DISTINCT FROM (SELECT app.patient_id()) AND ended_at IS NULL);--> statement-breakpoint
-- Once: what has ended stays so.
CREATE POLICY guardianship_end ON "users"."guardianship" FOR UPDATE TO users_app USING (tenant_id = (SELECT app.tenant_id()) AND ended_at IS NULL
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (guardian_account_id = (SELECT app.actor_id()) AND (SELECT app.has_role('USER')))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))))
  WITH CHECK (ended_at IS NOT NULL);--> statement-breakpoint
-- Whoever acts in somebody's place has nothing to do with it.
CREATE POLICY not_impersonated ON "users"."guardianship" AS RESTRICTIVE TO users_app USING (NOT (SELECT app.is_impersonated()));--> statement-breakpoint
CREATE POLICY of_account ON "users"."guardian_code_failure" TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND id = (SELECT app.actor_id()));--> statement-breakpoint
-- For whom the account that asks may do this, now. Sees what the policies of the table show.
CREATE FUNCTION "users".wards(scope text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN app.has_role('USER') AND NOT app.is_impersonated() THEN ARRAY(SELECT g.patient_id FROM "users"."guardianship" g
    WHERE g.guardian_account_id = app.actor_id() AND g.tenant_id = app.tenant_id() AND g.ended_at IS NULL
    AND (g.expires_at IS NULL OR g.expires_at > now()) AND scope = ANY (g.scopes)) ELSE '{}'::uuid[] END;--> statement-breakpoint
-- Policies are alternatives: this adds to the others.
CREATE POLICY patient_read_guarded ON "users"."patient" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('USER')) AND id = ANY ((SELECT "users".wards('APPOINTMENT_READ'))::uuid[]));
