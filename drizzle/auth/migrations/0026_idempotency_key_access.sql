ALTER TABLE "auth"."idempotency_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."idempotency_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- What takes keys here works under the system role.
GRANT SELECT, INSERT, DELETE ON "auth"."idempotency_key" TO auth_system;--> statement-breakpoint
CREATE POLICY system_read ON "auth"."idempotency_key" FOR SELECT TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_keep ON "auth"."idempotency_key" FOR INSERT TO auth_system WITH CHECK (true);--> statement-breakpoint
CREATE POLICY system_remove ON "auth"."idempotency_key" FOR DELETE TO auth_system USING (created_at < now() - interval '1 day');
