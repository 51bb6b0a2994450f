-- Of the patients that are there. Their policies bind the owner, too, who sees them for as long as this takes.
ALTER TABLE "users"."patient" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "users"."deidentified_patient" (id, tenant_id, birth_year, region, deleted_at)
  SELECT id, tenant_id, extract(year FROM birth_date), region, deleted_at FROM "users"."patient";--> statement-breakpoint
ALTER TABLE "users"."patient" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."deidentified_patient" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users"."deidentified_patient" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "users"."deidentified_patient" TO users_app;--> statement-breakpoint
-- Whoever may not know who a patient is has no policy on "patient", and so none of its columns.
CREATE POLICY deidentified_read ON "users"."deidentified_patient" FOR SELECT TO users_app USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('ANALYST')) AND app.in_region(region))));--> statement-breakpoint
CREATE POLICY deidentified_register ON "users"."deidentified_patient" FOR INSERT TO users_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND (SELECT app.service_may('patient:register')));--> statement-breakpoint
CREATE FUNCTION "users"."keep_deidentified_patient"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO users.deidentified_patient (id, tenant_id, birth_year, region, deleted_at)
      VALUES (NEW.id, NEW.tenant_id, extract(year FROM NEW.birth_date), NEW.region, NEW.deleted_at);
  ELSE
    UPDATE users.deidentified_patient SET birth_year = extract(year FROM NEW.birth_date), region = NEW.region,
      deleted_at = NEW.deleted_at, updated_at = NEW.updated_at WHERE id = NEW.id;
    -- Nobody sees the old values for want of a right to change them.
    IF NOT FOUND THEN
      RAISE EXCEPTION 'what is kept of a patient without who it is could not follow' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER patient_deidentified AFTER INSERT OR UPDATE OF birth_date, region, deleted_at ON "users"."patient"
  FOR EACH ROW EXECUTE FUNCTION "users"."keep_deidentified_patient"();
