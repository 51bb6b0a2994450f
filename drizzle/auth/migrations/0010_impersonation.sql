ALTER TABLE "auth"."account" ADD COLUMN "patient_region" text;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "impersonator_session_id" uuid;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_impersonator_session_id_session_id_fk" FOREIGN KEY ("impersonator_session_id") REFERENCES "auth"."session"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "session_impersonator_session" ON "auth"."session" USING btree ("impersonator_session_id");--> statement-breakpoint
GRANT SELECT ("patient_region") ON "auth"."account" TO auth_app;--> statement-breakpoint
-- Until now every patient of an account was told to be registered in the home region of the clinic network. Policies bind the
-- owner of the table, too, unless they are not forced.
ALTER TABLE "auth"."account" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."tenant" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "auth"."account" SET "patient_region" = t."home_region" FROM "auth"."tenant" t
  WHERE t."id" = "account"."tenant_id" AND "account"."patient_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."account" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."tenant" FORCE ROW LEVEL SECURITY;
