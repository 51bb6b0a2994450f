-- The region of a patient was told to whoever may do patient:read, and takes an action of its own now: who had the one goes on
-- reading it. The owner has to see the rows.
ALTER TABLE "auth"."oauth_client" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "auth"."oauth_client" SET scopes = array_append(scopes, 'patient:deidentified:read')
  WHERE 'patient:read' = ANY (scopes) AND 'patient:deidentified:read' <> ALL (scopes);--> statement-breakpoint
ALTER TABLE "auth"."oauth_client" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."authorization_code" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "auth"."authorization_code" SET scopes = array_append(scopes, 'patient:deidentified:read')
  WHERE 'patient:read' = ANY (scopes) AND 'patient:deidentified:read' <> ALL (scopes);--> statement-breakpoint
ALTER TABLE "auth"."authorization_code" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."token_family" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "auth"."token_family" SET scopes = array_append(scopes, 'patient:deidentified:read')
  WHERE 'patient:read' = ANY (scopes) AND 'patient:deidentified:read' <> ALL (scopes);--> statement-breakpoint
ALTER TABLE "auth"."token_family" FORCE ROW LEVEL SECURITY;
