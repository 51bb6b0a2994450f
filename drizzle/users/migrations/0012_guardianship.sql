CREATE TABLE "users"."guardian_code_failure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failures" integer NOT NULL,
	"first_failed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users"."guardianship" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"patient_id" uuid NOT NULL,
	"region" text NOT NULL,
	"relationship" text NOT NULL,
	"scopes" text[] NOT NULL,
	"basis" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"code_expires_at" timestamp with time zone NOT NULL,
	"guardian_account_id" uuid,
	"guardian_given_name" text,
	"guardian_family_name" text,
	"started_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "users"."guardianship" ADD CONSTRAINT "guardianship_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "users"."patient"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "guardianship_code" ON "users"."guardianship" USING btree ("code_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "guardianship_in_force" ON "users"."guardianship" USING btree ("patient_id","guardian_account_id") WHERE "users"."guardianship"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "guardianship_patient" ON "users"."guardianship" USING btree ("patient_id","created_at","id");--> statement-breakpoint
CREATE INDEX "guardianship_guardian" ON "users"."guardianship" USING btree ("guardian_account_id","created_at","id");