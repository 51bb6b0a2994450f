import { text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
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

/** A partner's program (OAuth 2 client). */
export const oauthClient = auth.table(
  "oauth_client",
  {
    ...tableColumns,
    clientId: text("client_id").notNull(),
    name: text("name").notNull(),
    /** SHA-256 of the client secret, base64url. Secrets are 32 random bytes, so no slow hash is needed. */
    secretHash: text("secret_hash").notNull(),
    /** Of the secret before, which is good until {@link previousSecretEndsAt}. */
    previousSecretHash: text("previous_secret_hash"),
    previousSecretEndsAt: timestamp("previous_secret_ends_at", instant),
    scopes: text("scopes").array().notNull(),
    disabledAt: timestamp("disabled_at", instant),
  },
  (table) => [uniqueIndex("oauth_client_client_id").on(table.clientId)],
);
