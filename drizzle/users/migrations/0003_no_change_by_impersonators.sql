-- Whoever acts in a patient's place reads only: what else the policies below allow the patient does not matter.
CREATE POLICY not_impersonated ON "users"."patient" AS RESTRICTIVE FOR UPDATE TO users_app USING (NOT (SELECT app.is_impersonated()));
