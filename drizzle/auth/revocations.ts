import { bigint, index, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { auth } from "./context-schema.ts";

/** Access tokens that are good no more, though they have not ended. What a row is about is named as in the tokens. */
export const revocation = auth.table(
  "revocation",
  {
    ...tableColumns,
    /** `TOKEN` by `jti`, `FAMILY` by `sid`, `ACCOUNT` by `sub`, `CLIENT` by `client_id`. */
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    /** Tokens of an account or client that were issued later are not meant. */
    revokedAt: timestamp("revoked_at", instant).notNull(),
    /** No token that is meant can be in use any more. */
    endsAt: timestamp("ends_at", instant).notNull(),
    /** In the order of the commits: whoever has seen one has seen all that are lower. Given when the transaction ends. */
    position: bigint("position", { mode: "number" }),
  },
  (table) => [
    uniqueIndex("revocation_position").on(table.position),
    index("revocation_subject").on(table.subject),
    index("revocation_ends_at").on(table.endsAt),
  ],
);
