-- Whoever acts in a patient's place reads and books only: what else the policies allow the patient does not matter.
CREATE POLICY not_impersonated ON "appointments"."appointment" AS RESTRICTIVE FOR UPDATE TO appointments_app USING (NOT (SELECT app.is_impersonated()));
