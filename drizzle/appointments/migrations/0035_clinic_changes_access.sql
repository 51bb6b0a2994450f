ALTER TABLE "appointments"."service_type" ADD CONSTRAINT "service_type_price_valid" CHECK (price_amount_minor >= 0) NOT VALID;--> statement-breakpoint
ALTER TABLE "appointments"."service_type" VALIDATE CONSTRAINT "service_type_price_valid";--> statement-breakpoint
-- As the policy table says of `clinic:change`. Region and zone of a clinic, and the clinic of what belongs to one, never change.
GRANT INSERT, UPDATE (name, city, deleted_at, updated_at) ON "appointments"."clinic" TO appointments_app;--> statement-breakpoint
GRANT INSERT, UPDATE (name, kind, deleted_at, updated_at) ON "appointments"."room", "appointments"."device" TO appointments_app;--> statement-breakpoint
GRANT INSERT, UPDATE (name, duration_minutes, buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency, minimum_tier,
  minimum_notice_minutes, booking_horizon_days, room_kind, device_kinds, practitioner_ids, deleted_at, updated_at)
  ON "appointments"."service_type" TO appointments_app;--> statement-breakpoint
CREATE POLICY clinic_add ON "appointments"."clinic" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
-- The sub-selects see the tenant's clinics only.
CREATE POLICY room_add ON "appointments"."room" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')) AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = room.clinic_id AND c.deleted_at IS NULL));--> statement-breakpoint
CREATE POLICY room_change ON "appointments"."room" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
CREATE POLICY device_add ON "appointments"."device" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')) AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = device.clinic_id AND c.deleted_at IS NULL));--> statement-breakpoint
CREATE POLICY device_change ON "appointments"."device" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')));--> statement-breakpoint
CREATE POLICY service_type_add ON "appointments"."service_type" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')) AND EXISTS (SELECT FROM "appointments"."clinic" c WHERE c.id = service_type.clinic_id AND c.deleted_at IS NULL));--> statement-breakpoint
CREATE POLICY service_type_change ON "appointments"."service_type" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.has_role('ADMIN')));
