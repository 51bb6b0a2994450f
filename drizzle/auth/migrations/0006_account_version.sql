ALTER TABLE "auth"."account" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "account_tenant_email" ON "auth"."account" USING btree ("tenant_id","email" collate "C");--> statement-breakpoint
GRANT SELECT ("version") ON "auth"."account" TO auth_app;--> statement-breakpoint
GRANT UPDATE ("roles", "regions", "tier", "disabled_at", "version", "updated_at") ON "auth"."account" TO auth_system;
