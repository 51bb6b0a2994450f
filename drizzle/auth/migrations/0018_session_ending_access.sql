ALTER TABLE "auth"."session_ending" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."session_ending" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."session_ending" TO auth_system;--> statement-breakpoint
CREATE POLICY system_all ON "auth"."session_ending" TO auth_system USING (true);--> statement-breakpoint
-- Whoever may change a session or an account writes this down by the triggers: an operator, too, who owns the tables.
CREATE POLICY anybody_notes ON "auth"."session_ending" FOR INSERT WITH CHECK (true);--> statement-breakpoint
CREATE FUNCTION "auth"."note_session_ending"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "auth"."session_ending" ("id", "tenant_id", "id_hash") VALUES (gen_random_uuid(), OLD.tenant_id, OLD.id_hash);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER session_ending AFTER DELETE OR UPDATE OF "id_hash" ON "auth"."session"
  FOR EACH ROW EXECUTE FUNCTION "auth"."note_session_ending"();--> statement-breakpoint
-- What an account may do stands in each answer about its sessions, and in those about sessions by which it acts for others.
CREATE FUNCTION "auth"."note_account_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "auth"."session_ending" ("id", "tenant_id", "id_hash")
    SELECT gen_random_uuid(), s.tenant_id, s.id_hash FROM "auth"."session" s
    LEFT JOIN "auth"."session" own ON own.id = s.impersonator_session_id
    WHERE s.account_id = NEW.id OR own.account_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER session_ending AFTER UPDATE ON "auth"."account"
  FOR EACH ROW EXECUTE FUNCTION "auth"."note_account_change"();
--> statement-breakpoint
-- A grant stands in the answer about its session, from when it is opened until it is ended.
CREATE FUNCTION "auth"."note_grant_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "auth"."session_ending" ("id", "tenant_id", "id_hash")
    SELECT gen_random_uuid(), s.tenant_id, s.id_hash FROM "auth"."session" s WHERE s.id = NEW.session_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER session_ending AFTER INSERT OR UPDATE ON "auth"."break_glass_grant"
  FOR EACH ROW EXECUTE FUNCTION "auth"."note_grant_change"();
