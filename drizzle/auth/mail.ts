import { isNull } from "drizzle-orm";
import { index, integer, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { MAILED_TOKEN_PURPOSES } from "#shared/auth/mailed-token-purposes.ts";
import type { MailTemplate } from "#shared/messaging/contracts.ts";
import { account } from "./accounts.ts";
import { auth } from "./context-schema.ts";

const accountId = uuid("account_id")
  .notNull()
  .references(() => account.id, { onDelete: "cascade", onUpdate: "restrict" });

/** A token that was mailed to an account and is good for one use. A copy of this table is of no use to anybody. */
export const mailedToken = auth.table(
  "mailed_token",
  {
    ...tableColumns,
    accountId,
    purpose: text("purpose", { enum: MAILED_TOKEN_PURPOSES }).notNull(),
    /** SHA-256 of the token, base64url. Tokens are 32 random bytes, so no slow hash is needed. */
    tokenHash: text("token_hash").notNull(),
    expiresAt: timestamp("expires_at", instant).notNull(),
    /** When it was used, or replaced by a newer one. */
    endedAt: timestamp("ended_at", instant),
  },
  (table) => [
    uniqueIndex("mailed_token_hash").on(table.tokenHash),
    index("mailed_token_account").on(table.accountId, table.purpose),
    index("mailed_token_expires_at").on(table.expiresAt),
  ],
);

/** A mail on its way to an account. */
export const mail = auth.table(
  "mail",
  {
    ...tableColumns,
    accountId,
    template: text("template").$type<MailTemplate>().notNull(),
    /** The token in it, sealed with the key from the configuration; null when there is none, or the mail is gone. */
    sealedToken: text("sealed_token"),
    /** It is of no use later, and is not sent any more. */
    expiresAt: timestamp("expires_at", instant).notNull(),
    /** The next try. */
    dueAt: timestamp("due_at", instant).notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** When the server has taken it; what is given up expires. */
    doneAt: timestamp("done_at", instant),
  },
  (table) => [
    index("mail_due").on(table.dueAt).where(isNull(table.doneAt)),
    index("mail_account").on(table.accountId, table.createdAt),
    index("mail_expires_at").on(table.expiresAt),
  ],
);
