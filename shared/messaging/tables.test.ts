import { getTableConfig, pgSchema, type PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { deliveryTable, messagingTables } from "./tables.ts";

const schema = pgSchema("anything");

/** Unique and other indexes of a table, as `name(column, …)`; `!` marks a unique one, `?` one of some rows only. */
function indexesOf(table: PgTable): string[] {
  return getTableConfig(table).indexes.map(({ config: { name, unique, columns, where } }) => {
    const names = columns.map((column) => ("name" in column ? String(column.name) : "expression"));
    return `${name ?? ""}${unique ? "!" : ""}${where === undefined ? "" : "?"}(${names.join(", ")})`;
  });
}

describe("messaging tables", () => {
  const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(schema);

  it.each([
    [
      "outbox",
      outbox,
      ["outbox_unpublished?(position)", "outbox_aggregate_sequence!(aggregate_id, sequence)"],
    ],
    ["outbox_sequence", outboxSequence, []],
    ["inbox", inbox, ["inbox_consumer_message!(consumer, message_id)"]],
    [
      "parked_message",
      parkedMessage,
      [
        "parked_message_consumer_message!(consumer, message_id)",
        "parked_message_aggregate?(consumer, aggregate_id)",
      ],
    ],
    [
      "delivery",
      deliveryTable(schema),
      [
        "delivery_consumer_message!(consumer, message_id)",
        "delivery_waiting(consumer, position)",
        "delivery_retried?(consumer, aggregate_id, position)",
      ],
    ],
  ])(
    "%s lies in the subgraph's own schema and has the indexes that once-only and order rest on",
    (name, table, indexes) => {
      expect(getTableConfig(table)).toMatchObject({ name, schema: "anything" });
      expect(indexesOf(table)).toStrictEqual(indexes);
    },
  );
});
