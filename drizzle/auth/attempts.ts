import { boolean, index, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { auth } from "./context-schema.ts";

/**
 * Guesses at something that is secret, by what they are counted for: an account or a network. It is known before an
 * account is, and may have none: rows belong to the platform.
 */
export const attemptLimit = auth.table(
  "attempt_limit",
  {
    ...tableColumns,
    /** HMAC of the kind of limit and of what it counts for: no address stands here. */
    subjectHash: text("subject_hash").notNull(),
    /** When the attempts are all forgotten. */
    forgottenAt: timestamp("forgotten_at", instant).notNull(),
    /** No attempt is looked at before. */
    blockedUntil: timestamp("blocked_until", instant).notNull(),
    /** True when it is on record that attempts are refused until then. */
    isRefusalNoted: boolean("is_refusal_noted").notNull(),
  },
  (table) => [
    uniqueIndex("attempt_limit_subject").on(table.subjectHash),
    index("attempt_limit_forgotten").on(table.forgottenAt),
  ],
);
