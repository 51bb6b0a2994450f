CREATE TABLE "auth"."attempt_limit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject_hash" text NOT NULL,
	"forgotten_at" timestamp with time zone NOT NULL,
	"blocked_until" timestamp with time zone NOT NULL,
	"is_refusal_noted" boolean NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_limit_subject" ON "auth"."attempt_limit" USING btree ("subject_hash");--> statement-breakpoint
CREATE INDEX "attempt_limit_forgotten" ON "auth"."attempt_limit" USING btree ("forgotten_at");--> statement-breakpoint
ALTER TABLE "auth"."attempt_limit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."attempt_limit" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Attempts are counted before anybody is signed in: the system role alone.
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."attempt_limit" TO auth_system;--> statement-breakpoint
CREATE POLICY system_all ON "auth"."attempt_limit" TO auth_system USING (true);
