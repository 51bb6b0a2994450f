ALTER TABLE "auth"."oauth_client" ADD COLUMN "previous_secret_hash" text;--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" ADD COLUMN "previous_secret_ends_at" timestamp with time zone;--> statement-breakpoint
GRANT UPDATE ("secret_hash", "previous_secret_hash", "previous_secret_ends_at", "updated_at") ON "auth"."oauth_client" TO auth_system;--> statement-breakpoint
CREATE POLICY system_change ON "auth"."oauth_client" FOR UPDATE TO auth_system USING (true);
