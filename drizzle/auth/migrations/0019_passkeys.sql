CREATE TABLE "auth"."passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"sign_count" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"is_backup_eligible" boolean NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"name" text NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."passkey_challenge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"challenge_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"session_hash" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."passkey" ADD CONSTRAINT "passkey_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "passkey_credential_id" ON "auth"."passkey" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "passkey_account" ON "auth"."passkey" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "passkey_challenge_challenge_hash" ON "auth"."passkey_challenge" USING btree ("challenge_hash");--> statement-breakpoint
CREATE INDEX "passkey_challenge_session" ON "auth"."passkey_challenge" USING btree ("session_hash");--> statement-breakpoint
CREATE INDEX "passkey_challenge_expires_at" ON "auth"."passkey_challenge" USING btree ("expires_at");--> statement-breakpoint
-- Access, by hand from here on.
ALTER TABLE "auth"."passkey" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."passkey" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."passkey_challenge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."passkey_challenge" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "auth"."passkey", "auth"."passkey_challenge" TO auth_system;--> statement-breakpoint
GRANT UPDATE ("name", "sign_count", "is_backed_up", "last_used_at", "updated_at") ON "auth"."passkey" TO auth_system;--> statement-breakpoint
-- Who clears away old challenges locks them, which needs the right to change something.
GRANT UPDATE ("updated_at") ON "auth"."passkey_challenge" TO auth_system;--> statement-breakpoint
CREATE POLICY system_all ON "auth"."passkey" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."passkey_challenge" TO auth_system USING (true);--> statement-breakpoint
-- An account sees what it calls its passkeys and when it used them; the keys are for who verifies.
GRANT SELECT ("id", "tenant_id", "account_id", "created_at", "name", "is_backed_up", "last_used_at") ON "auth"."passkey" TO auth_app;--> statement-breakpoint
CREATE POLICY passkey_read ON "auth"."passkey" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()));
