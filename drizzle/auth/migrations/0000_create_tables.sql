CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"roles" text[] NOT NULL,
	"regions" text[] DEFAULT '{}' NOT NULL,
	"tier" text DEFAULT 'STANDARD' NOT NULL,
	"patient_id" uuid,
	"practitioner_id" uuid,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"consumer" text NOT NULL,
	"message_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."oauth_client" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"client_id" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "auth"."outbox_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"traceparent" text NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."outbox_sequence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_sequence" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."parked_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"consumer" text NOT NULL,
	"message_id" uuid NOT NULL,
	"type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"traceparent" text NOT NULL,
	"reason" text NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"id_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."signing_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kid" text NOT NULL,
	"public_jwk" text NOT NULL,
	"sealed_private_key" text NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."tenant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"home_region" text NOT NULL,
	"allows_sign_up" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "account_email" ON "auth"."account" USING btree ("email");--> statement-breakpoint
CREATE INDEX "account_tenant" ON "auth"."account" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_consumer_message" ON "auth"."inbox" USING btree ("consumer","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "oauth_client_client_id" ON "auth"."oauth_client" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "auth"."outbox" USING btree ("position") WHERE "auth"."outbox"."published_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_aggregate_sequence" ON "auth"."outbox" USING btree ("aggregate_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "parked_message_consumer_message" ON "auth"."parked_message" USING btree ("consumer","message_id");--> statement-breakpoint
CREATE INDEX "parked_message_aggregate" ON "auth"."parked_message" USING btree ("consumer","aggregate_id") WHERE "auth"."parked_message"."resolved_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "session_id_hash" ON "auth"."session" USING btree ("id_hash");--> statement-breakpoint
CREATE INDEX "session_account" ON "auth"."session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_expires_at" ON "auth"."session" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "signing_key_kid" ON "auth"."signing_key" USING btree ("kid");--> statement-breakpoint
CREATE UNIQUE INDEX "tenant_slug" ON "auth"."tenant" USING btree ("slug");