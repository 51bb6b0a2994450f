import { jsonb, text, unique, uuid, type PgSchema } from "drizzle-orm/pg-core";
import { tableColumns } from "../db/columns.ts";

/** What became of a mutation: the id of what it made, or the code of the user error. */
export type StoredOutcome<Problem extends string = string> = (
  { readonly id: string; readonly problem: null } | { readonly id: null; readonly problem: Problem }
) & {
  /** What became of each part of what was asked for, where it has parts; ids and codes only. Whoever keeps one reads it again. */
  readonly report?: unknown;
};

/** Name of the constraint by which a key is used once. */
export const KEY_OF_CALLER = "idempotency_key_of_caller";

/**
 * What became of mutations that were sent with an idempotency key, one row for each key of a caller, written in the transaction of
 * the effect.
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- drizzle infers table types
export function idempotencyKeyTable(schema: PgSchema) {
  return schema.table(
    "idempotency_key",
    {
      ...tableColumns,
      /** The account that acts; null for a program. */
      actorId: uuid("actor_id"),
      /** The OAuth client that acts; null for a browser. */
      clientId: text("client_id"),
      mutation: text("mutation").notNull(),
      key: text("key").notNull(),
      /** SHA-256 of the canonical input without the key, in hex. */
      inputHash: text("input_hash").notNull(),
      outcome: jsonb("outcome").$type<StoredOutcome>().notNull(),
    },
    (table) => [
      unique(KEY_OF_CALLER)
        .on(table.tenantId, table.actorId, table.clientId, table.mutation, table.key)
        .nullsNotDistinct(),
    ],
  );
}

/** What {@link idempotencyKeyTable} returns. */
export type IdempotencyKeyTable = ReturnType<typeof idempotencyKeyTable>;
