import { index, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { account } from "./accounts.ts";
import { auth } from "./context-schema.ts";
import { oauthClient } from "./oauth.ts";
import { tokenFamily } from "./token-families.ts";

/** A page that asks a person whether an app may act for them; answered once. */
export const consentForm = auth.table(
  "consent_form",
  {
    ...tableColumns,
    /** SHA-256 of the token that the page carries. */
    tokenHash: text("token_hash").notNull(),
    /** Of the session that was shown the page. */
    sessionHash: text("session_hash").notNull(),
    /** SHA-256 of the query string of the request that the page is about. */
    requestHash: text("request_hash").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade", onUpdate: "restrict" }),
    expiresAt: timestamp("expires_at", instant).notNull(),
  },
  (table) => [
    uniqueIndex("consent_form_token_hash").on(table.tokenHash),
    index("consent_form_account").on(table.accountId),
    index("consent_form_expires_at").on(table.expiresAt),
  ],
);

/** What an app exchanges for tokens, once (RFC 6749, section 4.1). */
export const authorizationCode = auth.table(
  "authorization_code",
  {
    ...tableColumns,
    /** SHA-256 of the code. */
    codeHash: text("code_hash").notNull(),
    oauthClientId: uuid("oauth_client_id")
      .notNull()
      .references(() => oauthClient.id, { onDelete: "cascade", onUpdate: "restrict" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade", onUpdate: "restrict" }),
    /** As it was asked for; the exchange must name the same. */
    redirectUri: text("redirect_uri").notNull(),
    /** SHA-256 of what only the app knows (RFC 7636, S256). */
    codeChallenge: text("code_challenge").notNull(),
    scopes: text("scopes").array().notNull(),
    expiresAt: timestamp("expires_at", instant).notNull(),
    /** The tokens that it was exchanged for: they end when it is presented again. Null until then. */
    familyId: uuid("family_id").references(() => tokenFamily.id, {
      onDelete: "cascade",
      onUpdate: "restrict",
    }),
  },
  (table) => [
    uniqueIndex("authorization_code_code_hash").on(table.codeHash),
    index("authorization_code_account").on(table.accountId),
    index("authorization_code_client").on(table.oauthClientId),
    index("authorization_code_family").on(table.familyId),
    index("authorization_code_expires_at").on(table.expiresAt),
  ],
);
