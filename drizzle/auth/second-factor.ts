import { sql } from "drizzle-orm";
import { bigint, index, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { account } from "./accounts.ts";
import { auth } from "./context-schema.ts";

const accountId = () =>
  uuid("account_id")
    .notNull()
    .references(() => account.id, { onDelete: "cascade", onUpdate: "restrict" });

/** The secret that an account shares with an authenticator app (RFC 6238). An account has one in force, and one that waits. */
export const totp = auth.table(
  "totp",
  {
    ...tableColumns,
    accountId: accountId(),
    /** Base32 of 20 random bytes, sealed with the key from the configuration for {@link totpSealPurpose}. */
    sealedSecret: text("sealed_secret").notNull(),
    /** Id of the session, or of the sign-in, that asked for it: only there it is confirmed. */
    sessionId: uuid("session_id"),
    /** When the app showed that it has the secret; null while it waits for that. */
    confirmedAt: timestamp("confirmed_at", instant),
    /** Step of the last code that was taken: neither it nor an older one is taken again. */
    lastUsedStep: bigint("last_used_step", { mode: "number" }),
  },
  (table) => [
    uniqueIndex("totp_in_force")
      .on(table.accountId)
      .where(sql`${table.confirmedAt} is not null`),
    uniqueIndex("totp_waiting")
      .on(table.accountId)
      .where(sql`${table.confirmedAt} is null`),
  ],
);

/** A code that stands in for the authenticator app, once. */
export const recoveryCode = auth.table(
  "recovery_code",
  {
    ...tableColumns,
    accountId: accountId(),
    /** SHA-256, base64url. Codes are 15 random bytes, so no slow hash is needed. */
    codeHash: text("code_hash").notNull(),
    usedAt: timestamp("used_at", instant),
  },
  (table) => [uniqueIndex("recovery_code_account_hash").on(table.accountId, table.codeHash)],
);

/** A wrong code that somebody typed who knew the password; counted for an hour. */
export const wrongCode = auth.table("wrong_code", { ...tableColumns, accountId: accountId() }, (table) => [
  index("wrong_code_account").on(table.accountId, table.createdAt),
]);

/** What the secret of an account's authenticator app is sealed for: one account's opens as no other's. */
export function totpSealPurpose(owner: string): string {
  return `totp:${owner}`;
}
