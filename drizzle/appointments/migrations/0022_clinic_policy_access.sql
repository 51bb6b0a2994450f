ALTER TABLE "appointments"."clinic" ADD CONSTRAINT "clinic_policy_valid" CHECK (free_cancellation_hours BETWEEN 0 AND 720
  AND late_cancellation_fee_percent BETWEEN 0 AND 100 AND no_show_fee_percent BETWEEN 0 AND 100 AND overbooking_limit BETWEEN 0 AND 10
  AND cardinality(reminder_hours_before) <= 5 AND array_position(reminder_hours_before, NULL) IS NULL
  AND 1 <= ALL (reminder_hours_before) AND 336 >= ALL (reminder_hours_before)) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."clinic" VALIDATE CONSTRAINT "clinic_policy_valid";--> statement-breakpoint
-- A fee is whole or is not.
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_fee_valid" CHECK (
  CASE WHEN fee_kind IS NULL THEN fee_amount_minor IS NULL AND fee_currency IS NULL
  ELSE fee_kind IN ('LATE_CANCELLATION', 'NO_SHOW') AND fee_amount_minor IS NOT NULL AND fee_amount_minor > 0
    AND fee_currency IS NOT NULL END) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" VALIDATE CONSTRAINT "appointment_fee_valid";--> statement-breakpoint
GRANT UPDATE (scheduled_at, fee_starts_at, fee_kind, fee_amount_minor, fee_currency) ON "appointments"."appointment" TO appointments_app;--> statement-breakpoint
-- As the policy table says of `clinic:policy:update`.
GRANT UPDATE (free_cancellation_hours, late_cancellation_fee_percent, no_show_fee_percent, overbooking_limit, reminder_hours_before, policy_version, updated_at)
  ON "appointments"."clinic" TO appointments_app;--> statement-breakpoint
CREATE POLICY clinic_change ON "appointments"."clinic" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
ALTER TABLE "appointments"."appointment_reminder" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."appointment_reminder" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Reminders are sent for all tenants: the timer works under the system role. No request has to do with the marks.
GRANT SELECT, INSERT, DELETE ON "appointments"."appointment_reminder" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_all ON "appointments"."appointment_reminder" TO appointments_system USING (true);--> statement-breakpoint
GRANT SELECT (id, reminder_hours_before) ON "appointments"."clinic" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."clinic" FOR SELECT TO appointments_system USING (true);--> statement-breakpoint
-- What is to come, and nothing of why, for the timer, which is of no tenant: functions that this role owns are called by tenants. The right to a column is what `FOR SHARE` asks for; nothing can be written with it.
GRANT SELECT (id, tenant_id, clinic_id, practitioner_id, patient_id, status, starts_at, scheduled_at, version), UPDATE (updated_at)
  ON "appointments"."appointment" TO appointments_system;--> statement-breakpoint
CREATE POLICY system_read ON "appointments"."appointment" FOR SELECT TO appointments_system USING (status = 'BOOKED' AND (SELECT app.tenant_id()) IS NULL);--> statement-breakpoint
CREATE POLICY system_lock ON "appointments"."appointment" FOR UPDATE TO appointments_system USING (status = 'BOOKED' AND (SELECT app.tenant_id()) IS NULL) WITH CHECK (false);
