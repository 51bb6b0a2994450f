ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_purpose_known" CHECK (purpose IN ('EMERGENCY_TREATMENT', 'SAFEGUARDING', 'CONTINUITY_OF_CARE'));--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_is_justified" CHECK (char_length(justification) BETWEEN 20 AND 500);--> statement-breakpoint
-- Half an hour at most, whatever the application believes.
ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_is_short" CHECK (expires_at > created_at AND expires_at <= created_at + interval '30 minutes');--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_review_is_whole" CHECK (num_nonnulls(reviewed_at, reviewer_id, finding) IN (0, 3) AND (remark IS NULL OR reviewed_at IS NOT NULL));--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_not_reviewed_by_holder" CHECK (reviewer_id <> account_id);--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT ON "auth"."break_glass_grant" TO auth_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at, reviewed_at, reviewer_id, finding, remark, updated_at) ON "auth"."break_glass_grant" TO auth_system;--> statement-breakpoint
-- Who broke the glass sees the own grants, an admin those of the tenant.
CREATE POLICY break_glass_grant_read ON "auth"."break_glass_grant" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND (account_id = (SELECT app.actor_id()) OR (SELECT app.has_role('ADMIN'))));--> statement-breakpoint
CREATE POLICY system_all ON "auth"."break_glass_grant" TO auth_system USING (true);
