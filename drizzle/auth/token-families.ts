import { index, integer, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { account } from "./accounts.ts";
import { auth } from "./context-schema.ts";
import { oauthClient } from "./oauth.ts";

/** All tokens that came of one authorization. Its id is `sid` of the access tokens among them. */
export const tokenFamily = auth.table(
  "token_family",
  {
    ...tableColumns,
    oauthClientId: uuid("oauth_client_id")
      .notNull()
      .references(() => oauthClient.id, { onDelete: "cascade", onUpdate: "restrict" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade", onUpdate: "restrict" }),
    scopes: text("scopes").array().notNull(),
    /** Of the account when it allowed the app: with others it is to be asked again. */
    roles: text("roles").array().notNull(),
    /** Of the one refresh token that is good. */
    generation: integer("generation").notNull(),
    /** When tokens were last got. */
    lastUsedAt: timestamp("last_used_at", instant).notNull(),
    /** End of the idle lifetime; moves on with use, up to `ends_at`. */
    expiresAt: timestamp("expires_at", instant).notNull(),
    /** End of the absolute lifetime; never moves. */
    endsAt: timestamp("ends_at", instant).notNull(),
    /** When somebody or something ended it. */
    revokedAt: timestamp("revoked_at", instant),
  },
  (table) => [
    index("token_family_account").on(table.accountId),
    index("token_family_client").on(table.oauthClientId),
    index("token_family_expires_at").on(table.expiresAt),
  ],
);

/** A refresh token that was given out. Those that were replaced are kept: whoever presents one is not its owner. */
export const refreshToken = auth.table(
  "refresh_token",
  {
    ...tableColumns,
    familyId: uuid("family_id")
      .notNull()
      .references(() => tokenFamily.id, { onDelete: "cascade", onUpdate: "restrict" }),
    /** How many there were before in the family. */
    generation: integer("generation").notNull(),
    /** SHA-256 of the token. */
    tokenHash: text("token_hash").notNull(),
    /** When it was exchanged for the next one; null for the one that is good. */
    rotatedAt: timestamp("rotated_at", instant),
  },
  (table) => [
    uniqueIndex("refresh_token_token_hash").on(table.tokenHash),
    uniqueIndex("refresh_token_family_generation").on(table.familyId, table.generation),
  ],
);
