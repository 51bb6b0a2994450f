-- A lock needs a right to change: pages that nobody answered are cleared away some at a time, and nobody waits for them.
GRANT UPDATE ("updated_at") ON "auth"."consent_form" TO auth_system;
