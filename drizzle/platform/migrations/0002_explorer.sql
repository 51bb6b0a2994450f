CREATE TABLE "platform"."purpose_of_use" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"session_hash" text NOT NULL,
	"purpose" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."saved_query" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."saved_query_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"saved_query_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "platform"."saved_query_version" ADD CONSTRAINT "saved_query_version_saved_query_id_saved_query_id_fk" FOREIGN KEY ("saved_query_id") REFERENCES "platform"."saved_query"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "purpose_of_use_session" ON "platform"."purpose_of_use" USING btree ("session_hash");--> statement-breakpoint
CREATE INDEX "saved_query_account" ON "platform"."saved_query" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_query_version_number" ON "platform"."saved_query_version" USING btree ("saved_query_id","version");