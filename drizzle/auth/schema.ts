import { sql } from "drizzle-orm";
import { boolean, index, pgSchema, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { messagingTables } from "#shared/messaging/tables.ts";

/** Schema of the auth subgraph. */
export const auth = pgSchema("auth");

/** A clinic network. Its `tenant_id` is its own id. */
export const tenant = auth.table(
  "tenant",
  {
    ...tableColumns,
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    /** Region that a patient who signs up belongs to until a home clinic is chosen. */
    homeRegion: text("home_region").notNull(),
    allowsSignUp: boolean("allows_sign_up").notNull(),
  },
  (table) => [uniqueIndex("tenant_slug").on(table.slug)],
);

/** Something that can sign in. E-mail is unique over all tenants: one account, one tenant. */
export const account = auth.table(
  "account",
  {
    ...tableColumns,
    /** Lower case. */
    email: text("email").notNull(),
    /** argon2id, PHC string format. */
    passwordHash: text("password_hash").notNull(),
    roles: text("roles").array().notNull(),
    regions: text("regions")
      .array()
      .notNull()
      .default(sql`'{}'`),
    tier: text("tier").notNull().default("STANDARD"),
    patientId: uuid("patient_id"),
    practitionerId: uuid("practitioner_id"),
    disabledAt: timestamp("disabled_at", instant),
  },
  (table) => [
    uniqueIndex("account_email").on(table.email),
    index("account_tenant").on(table.tenantId, table.id),
  ],
);

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
  },
  (table) => [
    uniqueIndex("session_id_hash").on(table.idHash),
    index("session_account").on(table.accountId),
    index("session_expires_at").on(table.expiresAt),
  ],
);

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

/** Outbox, inbox and parking of this subgraph. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(auth);
