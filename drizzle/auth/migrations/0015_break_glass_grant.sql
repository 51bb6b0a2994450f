CREATE TABLE "auth"."break_glass_grant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"session_id" uuid,
	"account_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"patient_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"justification" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"reviewed_at" timestamp with time zone,
	"reviewer_id" uuid,
	"finding" text,
	"remark" text
);
--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "auth"."session"("id") ON DELETE set null ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "auth"."break_glass_grant" ADD CONSTRAINT "break_glass_grant_reviewer_id_account_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "auth"."account"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
CREATE UNIQUE INDEX "break_glass_grant_open" ON "auth"."break_glass_grant" USING btree ("session_id") WHERE "auth"."break_glass_grant"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "break_glass_grant_tenant" ON "auth"."break_glass_grant" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "break_glass_grant_account" ON "auth"."break_glass_grant" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "break_glass_grant_reviewer" ON "auth"."break_glass_grant" USING btree ("reviewer_id");