CREATE TABLE "auth"."authorization_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code_hash" text NOT NULL,
	"oauth_client_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"redirect_uri" text NOT NULL,
	"code_challenge" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"family_id" uuid
);
--> statement-breakpoint
CREATE TABLE "auth"."consent_form" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"token_hash" text NOT NULL,
	"session_hash" text NOT NULL,
	"request_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."refresh_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"family_id" uuid NOT NULL,
	"generation" integer NOT NULL,
	"token_hash" text NOT NULL,
	"rotated_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."token_family" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"oauth_client_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"scopes" text[] NOT NULL,
	"roles" text[] NOT NULL,
	"generation" integer NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" ALTER COLUMN "secret_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" ADD COLUMN "grant_types" text[] DEFAULT '{client_credentials}' NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" ADD COLUMN "redirect_uris" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" ADD COLUMN "is_first_party" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."authorization_code" ADD CONSTRAINT "authorization_code_oauth_client_id_oauth_client_id_fk" FOREIGN KEY ("oauth_client_id") REFERENCES "auth"."oauth_client"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."authorization_code" ADD CONSTRAINT "authorization_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."authorization_code" ADD CONSTRAINT "authorization_code_family_id_token_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "auth"."token_family"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."consent_form" ADD CONSTRAINT "consent_form_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."refresh_token" ADD CONSTRAINT "refresh_token_family_id_token_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "auth"."token_family"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."token_family" ADD CONSTRAINT "token_family_oauth_client_id_oauth_client_id_fk" FOREIGN KEY ("oauth_client_id") REFERENCES "auth"."oauth_client"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."token_family" ADD CONSTRAINT "token_family_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "authorization_code_code_hash" ON "auth"."authorization_code" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "authorization_code_account" ON "auth"."authorization_code" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "authorization_code_client" ON "auth"."authorization_code" USING btree ("oauth_client_id");--> statement-breakpoint
CREATE INDEX "authorization_code_family" ON "auth"."authorization_code" USING btree ("family_id");--> statement-breakpoint
CREATE INDEX "authorization_code_expires_at" ON "auth"."authorization_code" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_form_token_hash" ON "auth"."consent_form" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "consent_form_account" ON "auth"."consent_form" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "consent_form_expires_at" ON "auth"."consent_form" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refresh_token_token_hash" ON "auth"."refresh_token" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "refresh_token_family_generation" ON "auth"."refresh_token" USING btree ("family_id","generation");--> statement-breakpoint
CREATE INDEX "token_family_account" ON "auth"."token_family" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "token_family_client" ON "auth"."token_family" USING btree ("oauth_client_id");--> statement-breakpoint
CREATE INDEX "token_family_expires_at" ON "auth"."token_family" USING btree ("expires_at");