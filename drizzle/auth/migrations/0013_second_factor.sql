CREATE TABLE "auth"."recovery_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."totp" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"sealed_secret" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_used_step" bigint
);
--> statement-breakpoint
CREATE TABLE "auth"."wrong_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "mfa_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "pending_step" text;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "wrong_codes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."recovery_code" ADD CONSTRAINT "recovery_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."totp" ADD CONSTRAINT "totp_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."wrong_code" ADD CONSTRAINT "wrong_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_code_account_hash" ON "auth"."recovery_code" USING btree ("account_id","code_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "totp_in_force" ON "auth"."totp" USING btree ("account_id") WHERE "auth"."totp"."confirmed_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "totp_waiting" ON "auth"."totp" USING btree ("account_id") WHERE "auth"."totp"."confirmed_at" is null;--> statement-breakpoint
CREATE INDEX "wrong_code_account" ON "auth"."wrong_code" USING btree ("account_id","created_at");--> statement-breakpoint
ALTER TABLE "auth"."totp" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."totp" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."recovery_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."recovery_code" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."wrong_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."wrong_code" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "auth"."totp", "auth"."recovery_code", "auth"."wrong_code" TO auth_system;--> statement-breakpoint
GRANT UPDATE ("confirmed_at", "last_used_step", "updated_at") ON "auth"."totp" TO auth_system;--> statement-breakpoint
GRANT UPDATE ("used_at", "updated_at") ON "auth"."recovery_code" TO auth_system;--> statement-breakpoint
CREATE POLICY system_all ON "auth"."totp" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."recovery_code" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."wrong_code" TO auth_system USING (true);--> statement-breakpoint
-- An account sees that it has a second factor, and how many codes are left. Secrets and hashes are for who verifies them.
GRANT SELECT ("id", "tenant_id", "account_id", "created_at", "confirmed_at") ON "auth"."totp" TO auth_app;--> statement-breakpoint
GRANT SELECT ("id", "tenant_id", "account_id", "created_at", "used_at") ON "auth"."recovery_code" TO auth_app;--> statement-breakpoint
CREATE POLICY totp_read ON "auth"."totp" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()));--> statement-breakpoint
CREATE POLICY recovery_code_read ON "auth"."recovery_code" FOR SELECT TO auth_app USING (tenant_id = (SELECT app.tenant_id())
  AND account_id = (SELECT app.actor_id()));
