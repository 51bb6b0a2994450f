CREATE TABLE "users"."deidentified_patient" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"pseudonym" uuid DEFAULT gen_random_uuid() NOT NULL,
	"birth_year" integer NOT NULL,
	"region" text NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "users"."deidentified_patient" ADD CONSTRAINT "deidentified_patient_id_patient_id_fk" FOREIGN KEY ("id") REFERENCES "users"."patient"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "deidentified_patient_pseudonym" ON "users"."deidentified_patient" USING btree ("pseudonym");--> statement-breakpoint
CREATE INDEX "deidentified_patient_tenant" ON "users"."deidentified_patient" USING btree ("tenant_id","pseudonym");