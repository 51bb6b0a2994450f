ALTER TABLE "platform"."change" DROP CONSTRAINT change_type;--> statement-breakpoint
ALTER TABLE "platform"."change" ADD CONSTRAINT change_type CHECK (type IN ('Appointment', 'WaitlistEntry')) NOT VALID;--> statement-breakpoint
ALTER TABLE "platform"."change" VALIDATE CONSTRAINT change_type;
