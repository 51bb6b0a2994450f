CREATE TABLE "appointments"."known_actor" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"roles" text[] NOT NULL,
	"regions" text[] NOT NULL,
	"tier" text NOT NULL,
	"patient_id" uuid,
	"practitioner_id" uuid,
	"is_disabled" boolean NOT NULL
);
