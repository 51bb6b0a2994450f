ALTER TABLE "appointments"."import_job" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."import_job" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."import_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."import_part" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."import_row" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."import_row" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."imported_appointment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."imported_appointment" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."import_job" ADD CONSTRAINT "import_job_state_known" CHECK (kind IN ('SCHEDULES', 'APPOINTMENTS')
  AND status IN ('RECEIVING', 'CHECKING', 'CHECKED', 'APPLYING', 'APPLIED', 'REJECTED', 'FAILED', 'REMOVED')
  AND step IN ('STAGE', 'LOOK', 'ASSIGN', 'JUDGE'));--> statement-breakpoint
ALTER TABLE "appointments"."imported_appointment" ADD CONSTRAINT "imported_appointment_id_appointment_id_fk"
  FOREIGN KEY ("id") REFERENCES "appointments"."appointment"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
-- A row without a fault is whole: what it is to become is made of it without another look.
ALTER TABLE "appointments"."import_row" ADD CONSTRAINT "import_row_whole" CHECK (fault IS NOT NULL
  OR (clinic_id IS NOT NULL AND practitioner_id IS NOT NULL AND (num_nulls(weekday, opens_at, closes_at) = 0
    OR num_nulls(reference, service_type_id, patient_id, status, starts_at, ends_at, taken_from, taken_until) = 0)));--> statement-breakpoint
ALTER TABLE "appointments"."import_row" ADD CONSTRAINT "import_row_times_valid" CHECK (starts_at < ends_at AND taken_from <= starts_at AND ends_at <= taken_until);--> statement-breakpoint
-- Row for row what the policy table grants as `import:write`. Why patients come stands in staged rows, too, until they are in: of those whose
-- file it is no more is hidden than they have sent.
GRANT SELECT, INSERT,
  UPDATE (status, step, is_dry_run, idempotency_key, sha256, bytes, parts, staged_part, staged_offset, staged_lines, is_in_long_line, header, rows_read, rows_checked, rows_applied,
    counts, attempts, received_at, checked_at, ended_at, updated_at)
  ON "appointments"."import_job" TO appointments_app;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "appointments"."import_part" TO appointments_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (outcome, other_line, room_id, device_ids, reason, updated_at) ON "appointments"."import_row" TO appointments_app;--> statement-breakpoint
GRANT SELECT, INSERT ON "appointments"."imported_appointment" TO appointments_app;--> statement-breakpoint
CREATE POLICY of_admins ON "appointments"."import_job" TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
CREATE POLICY of_admins ON "appointments"."import_part" TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
CREATE POLICY of_admins ON "appointments"."import_row" TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
CREATE POLICY of_admins ON "appointments"."imported_appointment" TO appointments_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
-- An import is made by whoever is at work, and in nobody's place.
CREATE POLICY in_own_name ON "appointments"."import_job" AS RESTRICTIVE FOR INSERT TO appointments_app
  WITH CHECK (actor_id = (SELECT app.actor_id()) AND NOT (SELECT app.is_impersonated()));--> statement-breakpoint
-- The system role finds what is to be done for which tenant, and removes what is past its time; it reads nothing of a file.
GRANT SELECT (id, tenant_id, created_at, updated_at, status, actor_id, client_id, correlation_id), DELETE ON "appointments"."import_job" TO appointments_system;--> statement-breakpoint
GRANT SELECT (id, import_id), DELETE ON "appointments"."import_row" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."import_job" FOR SELECT TO appointments_system USING (true);--> statement-breakpoint
CREATE POLICY system_remove ON "appointments"."import_job" FOR DELETE TO appointments_system USING (
  (status NOT IN ('CHECKING', 'APPLYING') AND created_at < now() - interval '7 days')
  OR (status = 'RECEIVING' AND updated_at < now() - interval '1 hour') OR status = 'REMOVED');--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."import_row" FOR SELECT TO appointments_system USING (true);--> statement-breakpoint
CREATE POLICY system_remove ON "appointments"."import_row" FOR DELETE TO appointments_system USING (EXISTS (SELECT FROM "appointments"."import_job" j
  WHERE j.id = import_row.import_id AND (j.status = 'REMOVED' OR (j.status NOT IN ('CHECKING', 'APPLYING') AND j.created_at < now() - interval '7 days'))));
