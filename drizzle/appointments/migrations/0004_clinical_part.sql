CREATE TABLE "appointments"."appointment_clinical" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text,
	"notes" text
);
--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD COLUMN "confidentiality" text DEFAULT 'NORMAL' NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."appointment_clinical" ADD CONSTRAINT "appointment_clinical_id_appointment_id_fk" FOREIGN KEY ("id") REFERENCES "appointments"."appointment"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" ADD CONSTRAINT "appointment_confidentiality_known" CHECK (confidentiality IN ('NORMAL', 'RESTRICTED', 'VERY_RESTRICTED'));--> statement-breakpoint
ALTER TABLE "appointments"."appointment_clinical" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (notes, updated_at) ON "appointments"."appointment_clinical" TO appointments_app;--> statement-breakpoint
GRANT UPDATE (confidentiality) ON "appointments"."appointment" TO appointments_app;--> statement-breakpoint
-- Who broke the glass for a patient sees that patient's appointments, whoever they are with.
ALTER POLICY appointment_read ON "appointments"."appointment" USING (tenant_id = (SELECT app.tenant_id())
  AND ((patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
    OR (practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (patient_id = (SELECT app.broken_glass_patient_id()) AND (SELECT app.has_role('PRACTITIONER')))
    OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(region))));--> statement-breakpoint
-- Row for row what the policy table grants as `appointment:clinical:read`. The appointment is asked for whose it is and how
-- closely it is kept, so that neither stands in two places.
CREATE POLICY appointment_clinical_read ON "appointments"."appointment_clinical" FOR SELECT TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = appointment_clinical.id
    AND ((a.patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
      OR (a.practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
      OR (a.patient_id = (SELECT app.broken_glass_patient_id()) AND (SELECT app.has_role('PRACTITIONER')) AND app.glass_reaches(a.confidentiality)))));--> statement-breakpoint
CREATE POLICY not_impersonated ON "appointments"."appointment_clinical" AS RESTRICTIVE FOR SELECT TO appointments_app USING (NOT (SELECT app.is_impersonated()));--> statement-breakpoint
-- Whoever books tells the reason, also who may not read it afterwards. What was found is noted by who treats.
CREATE POLICY appointment_clinical_tell ON "appointments"."appointment_clinical" FOR INSERT TO appointments_app WITH CHECK (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = appointment_clinical.id
    AND ((a.practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER')))
      OR (appointment_clinical.notes IS NULL
        AND ((a.patient_id = (SELECT app.patient_id()) AND (SELECT app.has_role('USER')))
          OR (SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('SUPPORT')) AND app.in_region(a.region)))))));--> statement-breakpoint
CREATE POLICY appointment_clinical_note ON "appointments"."appointment_clinical" FOR UPDATE TO appointments_app USING (tenant_id = (SELECT app.tenant_id())
  AND EXISTS (SELECT FROM "appointments"."appointment" a WHERE a.id = appointment_clinical.id
    AND a.practitioner_id = (SELECT app.practitioner_id()) AND (SELECT app.has_role('PRACTITIONER'))));--> statement-breakpoint
-- Policies cannot compare a row with what it was: that only who treats changes how closely it is kept takes a trigger.
CREATE FUNCTION "appointments"."keep_confidentiality"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'appointments_app' AND NOT coalesce(app.has_role('PRACTITIONER') AND OLD.practitioner_id = app.practitioner_id(), false) THEN
    RAISE EXCEPTION 'how closely an appointment is kept is for who treats the patient' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER appointment_keep_confidentiality BEFORE UPDATE OF confidentiality ON "appointments"."appointment" FOR EACH ROW
  WHEN (OLD.confidentiality IS DISTINCT FROM NEW.confidentiality) EXECUTE FUNCTION "appointments"."keep_confidentiality"();--> statement-breakpoint
-- What there is moves; the owner of the tables has to see it. The column stays, empty, until no process of a version that
-- names it is left.
ALTER TABLE "appointments"."appointment" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "appointments"."appointment_clinical" (id, tenant_id, created_at, updated_at, reason)
  SELECT id, tenant_id, created_at, created_at, reason FROM "appointments"."appointment" WHERE reason IS NOT NULL;--> statement-breakpoint
UPDATE "appointments"."appointment" SET reason = NULL WHERE reason IS NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments"."appointment" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments"."appointment_clinical" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Such a process still books with a reason in the column: it moves at once.
GRANT UPDATE (reason) ON "appointments"."appointment" TO appointments_app;--> statement-breakpoint
CREATE FUNCTION "appointments"."move_reason"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "appointments"."appointment_clinical" (id, tenant_id, created_at, updated_at, reason)
    VALUES (NEW.id, NEW.tenant_id, NEW.created_at, NEW.created_at, NEW.reason);
  UPDATE "appointments"."appointment" SET reason = NULL WHERE id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER appointment_move_reason AFTER INSERT ON "appointments"."appointment" FOR EACH ROW
  WHEN (NEW.reason IS NOT NULL) EXECUTE FUNCTION "appointments"."move_reason"();
