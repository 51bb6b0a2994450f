import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  type PgSchema,
} from "drizzle-orm/pg-core";
import { instant, tableColumns } from "../db/columns.ts";
import type { MessageType } from "./contracts.ts";

/**
 * Messages written in the transaction of the change they tell of. `position` grows in commit order within one
 * aggregate, because the aggregate's sequence row is locked before it is drawn.
 */
function outboxTable(schema: PgSchema) {
  return schema.table(
    "outbox",
    {
      ...tableColumns,
      position: bigint("position", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
      type: text("type").$type<MessageType>().notNull(),
      aggregateId: uuid("aggregate_id").notNull(),
      sequence: integer("sequence").notNull(),
      payload: jsonb("payload").notNull(),
      correlationId: text("correlation_id").notNull(),
      traceparent: text("traceparent").notNull(),
      publishedAt: timestamp("published_at", instant),
    },
    (table) => [
      index("outbox_unpublished")
        .on(table.position)
        .where(sql`${table.publishedAt} is null`),
      uniqueIndex("outbox_aggregate_sequence").on(table.aggregateId, table.sequence),
    ],
  );
}

/** The last sequence number given out per aggregate; updating its row is the aggregate's lock. */
function outboxSequenceTable(schema: PgSchema) {
  return schema.table("outbox_sequence", {
    ...tableColumns,
    lastSequence: integer("last_sequence").notNull(),
  });
}

/** Ids of messages whose effect is already there: written in the transaction of the effect. */
function inboxTable(schema: PgSchema) {
  return schema.table(
    "inbox",
    { ...tableColumns, consumer: text("consumer").notNull(), messageId: uuid("message_id").notNull() },
    (table) => [uniqueIndex("inbox_consumer_message").on(table.consumer, table.messageId)],
  );
}

/** Messages a consumer could not take. They hold back later ones of their aggregate until replayed or skipped. */
function parkedMessageTable(schema: PgSchema) {
  return schema.table(
    "parked_message",
    {
      ...tableColumns,
      consumer: text("consumer").notNull(),
      messageId: uuid("message_id").notNull(),
      type: text("type").$type<MessageType>().notNull(),
      aggregateId: uuid("aggregate_id").notNull(),
      sequence: integer("sequence").notNull(),
      payload: jsonb("payload").notNull(),
      correlationId: text("correlation_id").notNull(),
      traceparent: text("traceparent").notNull(),
      reason: text("reason").notNull(),
      resolvedAt: timestamp("resolved_at", instant),
    },
    (table) => [
      uniqueIndex("parked_message_consumer_message").on(table.consumer, table.messageId),
      index("parked_message_aggregate")
        .on(table.consumer, table.aggregateId)
        .where(sql`${table.resolvedAt} is null`),
    ],
  );
}

/** The four messaging tables of one subgraph's schema. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- drizzle infers table types
export function messagingTables(schema: PgSchema) {
  return {
    outbox: outboxTable(schema),
    outboxSequence: outboxSequenceTable(schema),
    inbox: inboxTable(schema),
    parkedMessage: parkedMessageTable(schema),
  };
}

/** What {@link messagingTables} returns: the recorder, relay and inbox work on any subgraph's. */
export type MessagingTables = ReturnType<typeof messagingTables>;

/** One message on its way to one consumer: the table of the Postgres transport. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- drizzle infers table types
export function deliveryTable(schema: PgSchema) {
  return schema.table(
    "delivery",
    {
      ...tableColumns,
      position: bigint("position", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
      consumer: text("consumer").notNull(),
      messageId: uuid("message_id").notNull(),
      type: text("type").$type<MessageType>().notNull(),
      aggregateId: uuid("aggregate_id").notNull(),
      sequence: integer("sequence").notNull(),
      payload: jsonb("payload").notNull(),
      correlationId: text("correlation_id").notNull(),
      traceparent: text("traceparent").notNull(),
      attempts: integer("attempts").notNull().default(0),
      availableAt: timestamp("available_at", instant).notNull().defaultNow(),
    },
    (table) => [
      uniqueIndex("delivery_consumer_message").on(table.consumer, table.messageId),
      index("delivery_waiting").on(table.consumer, table.position),
      index("delivery_retried")
        .on(table.consumer, table.aggregateId, table.position)
        .where(sql`${table.attempts} > 0`),
    ],
  );
}

/** What {@link deliveryTable} returns. */
export type DeliveryTable = ReturnType<typeof deliveryTable>;
