CREATE SCHEMA "audit";
--> statement-breakpoint
CREATE TABLE "audit"."chain_head" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sequence" bigint NOT NULL,
	"category" text NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"agent_kind" text NOT NULL,
	"agent_account_id" uuid,
	"agent_client_id" text,
	"agent_roles" text[] NOT NULL,
	"patient_id" uuid,
	"entity_type" text,
	"entity_id" uuid,
	"fields" text[] NOT NULL,
	"detail" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"consumer" text NOT NULL,
	"message_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit"."outbox_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"traceparent" text NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit"."outbox_sequence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_sequence" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."parked_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"consumer" text NOT NULL,
	"message_id" uuid NOT NULL,
	"type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"traceparent" text NOT NULL,
	"reason" text NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "entry_tenant_sequence" ON "audit"."entry" USING btree ("tenant_id","sequence");--> statement-breakpoint
CREATE INDEX "entry_tenant_patient" ON "audit"."entry" USING btree ("tenant_id","patient_id","sequence");--> statement-breakpoint
CREATE INDEX "entry_tenant_entity" ON "audit"."entry" USING btree ("tenant_id","entity_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_consumer_message" ON "audit"."inbox" USING btree ("consumer","message_id");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "audit"."outbox" USING btree ("position") WHERE "audit"."outbox"."published_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_aggregate_sequence" ON "audit"."outbox" USING btree ("aggregate_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "parked_message_consumer_message" ON "audit"."parked_message" USING btree ("consumer","message_id");--> statement-breakpoint
CREATE INDEX "parked_message_aggregate" ON "audit"."parked_message" USING btree ("consumer","aggregate_id") WHERE "audit"."parked_message"."resolved_at" is null;