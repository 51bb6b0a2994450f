import { index, integer, text, timestamp, uniqueIndex, uuid, type AnyPgColumn } from "drizzle-orm/pg-core";
import { NEXT_STEPS } from "#shared/auth/sign-in-steps.ts";
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
    /**
     * Session of the support account that acts in the account's place by this one, and ends with it. Meanwhile nobody
     * has the id of that session.
     */
    impersonatorSessionId: uuid("impersonator_session_id").references((): AnyPgColumn => session.id, {
      onDelete: "cascade",
      onUpdate: "restrict",
    }),
    /** When the second factor was last shown in it; null when it was not. */
    mfaAt: timestamp("mfa_at", instant),
    /** What a sign-in still needs after the password: until then its session speaks for nobody. Null for one in force. */
    pendingStep: text("pending_step", { enum: NEXT_STEPS }),
    /** Wrong codes typed while it was pending. */
    wrongCodes: integer("wrong_codes").notNull().default(0),
  },
  (table) => [
    uniqueIndex("session_id_hash").on(table.idHash),
    index("session_account").on(table.accountId),
    index("session_expires_at").on(table.expiresAt),
    // One at a time: who impersonates goes back before the next.
    uniqueIndex("session_impersonator_session").on(table.impersonatorSessionId),
  ],
);

/**
 * An id, as a hash, about which answers have changed: of a session that ended, got another id, or whose account may do
 * something else. Written by triggers, so that whoever keeps answers learns of it however it came about.
 */
export const sessionEnding = auth.table(
  "session_ending",
  { ...tableColumns, idHash: text("id_hash").notNull() },
  (table) => [index("session_ending_created_at").on(table.createdAt)],
);
