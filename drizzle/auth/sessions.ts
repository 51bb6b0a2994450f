import { index, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { account } from "./accounts.ts";
import { auth } from "./context-schema.ts";

/** A browser session. `id_hash` is SHA-256 of the id in the cookie: a copy of this table signs nobody in. */
export const session = auth.table(
  "session",
  {
    ...tableColumns,
    idHash: text("id_hash").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade", onUpdate: "restrict" }),
    /** End of the idle lifetime; moves on with use. */
    expiresAt: timestamp("expires_at", instant).notNull(),
    /** End of the absolute lifetime; never moves. */
    endsAt: timestamp("ends_at", instant).notNull(),
  },
  (table) => [
    uniqueIndex("session_id_hash").on(table.idHash),
    index("session_account").on(table.accountId),
    index("session_expires_at").on(table.expiresAt),
  ],
);
