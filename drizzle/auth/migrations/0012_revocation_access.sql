ALTER TABLE "auth"."revocation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."revocation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."revocation" ADD CONSTRAINT "revocation_kind" CHECK (kind IN ('TOKEN', 'FAMILY', 'ACCOUNT', 'CLIENT'));--> statement-breakpoint
CREATE SEQUENCE "auth"."revocation_position_seq" OWNED BY "auth"."revocation"."position";--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "auth"."revocation" TO auth_system;--> statement-breakpoint
GRANT UPDATE ("position") ON "auth"."revocation" TO auth_system;--> statement-breakpoint
GRANT USAGE ON SEQUENCE "auth"."revocation_position_seq" TO auth_system;--> statement-breakpoint
CREATE POLICY system_all ON "auth"."revocation" TO auth_system USING (true);--> statement-breakpoint
-- Numbered when the transaction ends, one transaction at a time: numbers become visible in their order, so a reader that has
-- seen one has missed none before it. At that moment a transaction waits for nothing else, so nobody waits for ever.
CREATE FUNCTION "auth"."number_revocation"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('auth.revocation', 0));
  UPDATE auth.revocation SET position = nextval('auth.revocation_position_seq') WHERE id = NEW.id;
  PERFORM pg_notify('auth_revocation', '');
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER revocation_numbered AFTER INSERT ON "auth"."revocation" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION "auth"."number_revocation"();
