import { bigint, boolean, index, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { account } from "./accounts.ts";
import { auth } from "./context-schema.ts";

/** The public half of a passkey (WebAuthn Level 3, section 4, "Credential Record"): nothing in it is secret. */
export const passkey = auth.table(
  "passkey",
  {
    ...tableColumns,
    accountId: uuid("account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade", onUpdate: "restrict" }),
    /** Base64url, as the authenticator chose it; at most 1,023 bytes. */
    credentialId: text("credential_id").notNull(),
    /** COSE_Key (RFC 9052), base64url. */
    publicKey: text("public_key").notNull(),
    /** The signature counter when it was last used; 0 of an authenticator that keeps none. */
    signCount: bigint("sign_count", { mode: "number" }).notNull(),
    /** How its authenticator is reached, as the browser said: a hint for the next use. */
    transports: text("transports").array().notNull(),
    /** True when it may be copied to other devices of its owner; never changes. */
    isBackupEligible: boolean("is_backup_eligible").notNull(),
    /** True when it was copied, as of its last use. */
    isBackedUp: boolean("is_backed_up").notNull(),
    /** What its owner calls it. */
    name: text("name").notNull(),
    lastUsedAt: timestamp("last_used_at", instant),
  },
  (table) => [
    uniqueIndex("passkey_credential_id").on(table.credentialId),
    index("passkey_account").on(table.accountId, table.createdAt),
  ],
);

/** Random bytes that an authenticator signs, once. */
export const passkeyChallenge = auth.table(
  "passkey_challenge",
  {
    ...tableColumns,
    /** SHA-256, base64url. The challenge itself is 32 random bytes. */
    challengeHash: text("challenge_hash").notNull(),
    /** What it may be signed for. */
    purpose: text("purpose").notNull(),
    /** Of the session, or the sign-in that waits, that asked for it; null when nobody did who is known. */
    sessionHash: text("session_hash"),
    expiresAt: timestamp("expires_at", instant).notNull(),
  },
  (table) => [
    uniqueIndex("passkey_challenge_challenge_hash").on(table.challengeHash),
    index("passkey_challenge_session").on(table.sessionHash),
    index("passkey_challenge_expires_at").on(table.expiresAt),
  ],
);
