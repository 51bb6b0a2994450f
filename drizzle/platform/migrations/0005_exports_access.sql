ALTER TABLE "platform"."export_job" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."export_job" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."export_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."export_part" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."export_job" ADD CONSTRAINT export_job_state CHECK (state IN ('QUEUED', 'RUNNING', 'WAITING', 'COMPLETED', 'FAILED', 'CANCELLED'));--> statement-breakpoint
ALTER TABLE "platform"."export_job" ADD CONSTRAINT export_job_format CHECK (format IN ('CSV', 'NDJSON'));--> statement-breakpoint
ALTER TABLE "platform"."export_job" ADD CONSTRAINT export_job_name CHECK (length(name) BETWEEN 1 AND 100);--> statement-breakpoint
ALTER TABLE "platform"."export_job" ADD CONSTRAINT export_job_counts CHECK (rows >= 0 AND pages >= 0 AND bytes >= 0);--> statement-breakpoint
-- What is sealed cannot be compressed.
ALTER TABLE "platform"."export_part" ALTER COLUMN "content" SET STORAGE EXTERNAL;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "platform"."export_job" TO platform_app;--> statement-breakpoint
-- A page that was written stays as it was; it goes with its export, or when that comes to nothing.
GRANT SELECT, INSERT, DELETE ON "platform"."export_part" TO platform_app;--> statement-breakpoint
CREATE POLICY own ON "platform"."export_job" TO platform_app
  USING (tenant_id = (SELECT app.tenant_id()) AND account_id = (SELECT app.actor_id()));--> statement-breakpoint
CREATE POLICY of_own ON "platform"."export_part" TO platform_app
  USING (tenant_id = (SELECT app.tenant_id()) AND EXISTS (SELECT FROM platform.export_job j WHERE j.id = export_job_id));--> statement-breakpoint
-- Only to remove what has expired.
GRANT SELECT, DELETE ON "platform"."export_job" TO platform_system;--> statement-breakpoint
CREATE POLICY system_read ON "platform"."export_job" FOR SELECT TO platform_system USING (true);--> statement-breakpoint
CREATE POLICY system_remove ON "platform"."export_job" FOR DELETE TO platform_system USING (expires_at <= now());
