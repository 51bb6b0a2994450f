CREATE TABLE "users"."idempotency_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"client_id" text,
	"mutation" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"outcome" jsonb NOT NULL,
	CONSTRAINT "idempotency_key_of_caller" UNIQUE NULLS NOT DISTINCT("tenant_id","actor_id","client_id","mutation","key")
);
