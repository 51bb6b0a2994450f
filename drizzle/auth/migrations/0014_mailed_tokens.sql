CREATE TABLE "auth"."mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"template" text NOT NULL,
	"sealed_token" text,
	"expires_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."mailed_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "auth"."account" ADD COLUMN "email_verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."mail" ADD CONSTRAINT "mail_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."mailed_token" ADD CONSTRAINT "mailed_token_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE INDEX "mail_due" ON "auth"."mail" USING btree ("due_at") WHERE "auth"."mail"."done_at" is null;--> statement-breakpoint
CREATE INDEX "mail_account" ON "auth"."mail" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "mail_expires_at" ON "auth"."mail" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mailed_token_hash" ON "auth"."mailed_token" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "mailed_token_account" ON "auth"."mailed_token" USING btree ("account_id","purpose");--> statement-breakpoint
CREATE INDEX "mailed_token_expires_at" ON "auth"."mailed_token" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "auth"."mail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."mail" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."mailed_token" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."mailed_token" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT ("email_verified_at") ON "auth"."account" TO auth_app;--> statement-breakpoint
GRANT UPDATE ("password_hash", "email_verified_at", "updated_at") ON "auth"."account" TO auth_system;--> statement-breakpoint
-- The consumer makes tokens and mails as our own process within one tenant; tokens are used, and mails sent, by the
-- system role.
GRANT SELECT ("id", "tenant_id", "account_id", "template", "created_at"), INSERT ON "auth"."mail" TO auth_app;--> statement-breakpoint
GRANT SELECT ("id", "tenant_id", "account_id", "purpose", "ended_at"), INSERT, UPDATE ("ended_at", "updated_at") ON "auth"."mailed_token" TO auth_app;--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON "auth"."mail", "auth"."mailed_token" TO auth_system;--> statement-breakpoint
CREATE POLICY consumer_all ON "auth"."mail" TO auth_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('mail:make')));--> statement-breakpoint
CREATE POLICY consumer_all ON "auth"."mailed_token" TO auth_app USING (tenant_id = (SELECT app.tenant_id()) AND (SELECT app.service_may('mail:make')));--> statement-breakpoint
CREATE POLICY system_all ON "auth"."mail" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."mailed_token" TO auth_system USING (true);--> statement-breakpoint
-- Auth consumes messages now.
GRANT SELECT, INSERT ON "auth"."inbox" TO auth_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."inbox", "auth"."parked_message" TO auth_system;--> statement-breakpoint
CREATE POLICY tenant_all ON "auth"."inbox" TO auth_app USING (tenant_id = (SELECT app.tenant_id()));--> statement-breakpoint
CREATE POLICY system_all ON "auth"."inbox" TO auth_system USING (true);--> statement-breakpoint
CREATE POLICY system_all ON "auth"."parked_message" TO auth_system USING (true);
--> statement-breakpoint
ALTER POLICY account_read ON "auth"."account" USING (tenant_id = (SELECT app.tenant_id())
  AND (id = (SELECT app.actor_id()) OR (SELECT app.has_role('ADMIN')) OR (SELECT app.service_may('mail:make'))));
