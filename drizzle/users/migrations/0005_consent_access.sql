ALTER TABLE "users"."consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."consent" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."consent" ADD CONSTRAINT "consent_scopes_known" CHECK (cardinality(scopes) > 0
  AND scopes <@ ARRAY['APPOINTMENT_READ', 'APPOINTMENT_BOOK', 'APPOINTMENT_CHANGE']);--> statement-breakpoint
-- What was consented to is written once; it can only be withdrawn.
GRANT SELECT, INSERT, UPDATE (withdrawn_at, updated_at) ON "users"."consent" TO users_app;--> statement-breakpoint
CREATE POLICY consent_read ON "users"."consent" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER'))) OR (SELECT app.has_role('ADMIN'))
    OR ((SELECT app.has_role('SUPPORT'))
      AND EXISTS (SELECT FROM "users"."patient" p WHERE p.id = consent.patient_id AND app.in_region(p.region)))));--> statement-breakpoint
-- The patient, and nobody for the patient.
CREATE POLICY consent_grant ON "users"."consent" FOR INSERT TO users_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')) AND withdrawn_at IS NULL);--> statement-breakpoint
-- Once: what was withdrawn stays so.
CREATE POLICY consent_withdraw ON "users"."consent" FOR UPDATE TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')) AND withdrawn_at IS NULL)
  WITH CHECK (withdrawn_at IS NOT NULL);
--> statement-breakpoint
-- Nor does whoever acts in the patient's place.
CREATE POLICY consent_not_granted_impersonated ON "users"."consent" AS RESTRICTIVE FOR INSERT TO users_app WITH CHECK (NOT (SELECT app.is_impersonated()));--> statement-breakpoint
CREATE POLICY not_impersonated ON "users"."consent" AS RESTRICTIVE FOR UPDATE TO users_app USING (NOT (SELECT app.is_impersonated()));
