CREATE SCHEMA "messaging";
--> statement-breakpoint
CREATE TABLE "messaging"."delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "messaging"."delivery_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"consumer" text NOT NULL,
	"message_id" uuid NOT NULL,
	"type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"traceparent" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"available_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_consumer_message" ON "messaging"."delivery" USING btree ("consumer","message_id");--> statement-breakpoint
CREATE INDEX "delivery_waiting" ON "messaging"."delivery" USING btree ("consumer","position");--> statement-breakpoint
CREATE INDEX "delivery_aggregate" ON "messaging"."delivery" USING btree ("consumer","aggregate_id","position");