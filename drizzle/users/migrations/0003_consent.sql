CREATE TABLE "users"."consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"patient_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "users"."consent" ADD CONSTRAINT "consent_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "users"."patient"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "consent_in_force" ON "users"."consent" USING btree ("patient_id","client_id") WHERE "users"."consent"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "consent_patient" ON "users"."consent" USING btree ("patient_id","created_at","id");--> statement-breakpoint
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
