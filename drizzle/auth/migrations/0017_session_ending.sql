CREATE TABLE "auth"."session_ending" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"id_hash" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "session_ending_created_at" ON "auth"."session_ending" USING btree ("created_at");