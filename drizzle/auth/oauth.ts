import { sql } from "drizzle-orm";
import { boolean, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { auth } from "./context-schema.ts";

/** A key that signs access tokens. */
export const signingKey = auth.table(
  "signing_key",
  {
    ...tableColumns,
    kid: text("kid").notNull(),
    /** JWK of the public half, as JSON. */
    publicJwk: text("public_jwk").notNull(),
    /** PKCS #8 of the private half, sealed with the key from the configuration. */
    sealedPrivateKey: text("sealed_private_key").notNull(),
    /** It is published before, so that everybody knows it when it signs. */
    signsFrom: timestamp("signs_from", instant).notNull().defaultNow(),
    /** It signs until then, and is published until the last token it has signed has ended. */
    retiredAt: timestamp("retired_at", instant),
  },
  (table) => [uniqueIndex("signing_key_kid").on(table.kid)],
);

/** An OAuth 2 client: a partner's program, or an app that acts for the person who uses it. */
export const oauthClient = auth.table(
  "oauth_client",
  {
    ...tableColumns,
    clientId: text("client_id").notNull(),
    name: text("name").notNull(),
    /**
     * SHA-256 of the client secret, base64url. Secrets are 32 random bytes, so no slow hash is needed. Null for a public
     * client, which runs where it can keep none (RFC 6749, section 2.1).
     */
    secretHash: text("secret_hash"),
    /** Of the secret before, which is good until {@link previousSecretEndsAt}. */
    previousSecretHash: text("previous_secret_hash"),
    previousSecretEndsAt: timestamp("previous_secret_ends_at", instant),
    scopes: text("scopes").array().notNull(),
    /** What it may exchange for tokens: `client_credentials`, `authorization_code`, `refresh_token`. */
    grantTypes: text("grant_types")
      .array()
      .notNull()
      .default(sql`'{client_credentials}'`),
    /** Addresses that an authorization may be answered to, as they must be asked for (see `redirect-uri.ts` of auth). */
    redirectUris: text("redirect_uris")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Our own app: whoever is signed in is not asked whether it may act for them. */
    isFirstParty: boolean("is_first_party").notNull().default(false),
    disabledAt: timestamp("disabled_at", instant),
  },
  (table) => [uniqueIndex("oauth_client_client_id").on(table.clientId)],
);
