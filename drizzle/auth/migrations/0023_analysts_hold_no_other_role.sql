-- Who knows patients without who they are must not be told it by another role. An account with both keeps the other one. The owner has
-- to see the rows, and a trigger the sessions, whose kept answers it ends.
ALTER TABLE "auth"."account" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."session" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "auth"."account" SET roles = array_remove(roles, 'ANALYST'), version = version + 1, updated_at = now()
  WHERE 'ANALYST' = ANY (roles) AND NOT roles <@ '{ANALYST}';--> statement-breakpoint
ALTER TABLE "auth"."session" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."account" FORCE ROW LEVEL SECURITY;
