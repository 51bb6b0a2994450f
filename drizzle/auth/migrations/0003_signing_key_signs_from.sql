ALTER TABLE "auth"."signing_key" ADD COLUMN "signs_from" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
-- A rotation says until when the older keys sign.
GRANT UPDATE ("retired_at", "updated_at") ON "auth"."signing_key" TO auth_system;
