import { sql } from "drizzle-orm";
import { index, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CONSENT_SCOPES } from "#shared/auth/consent.ts";
import { knownActorTable } from "#shared/access-decisions/known-actors.ts";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { idempotencyKeyTable } from "#shared/idempotency/idempotency-table.ts";
import { messagingTables } from "#shared/messaging/tables.ts";
import { appointments } from "./context-schema.ts";

export * from "./bookings.ts";
export * from "./context-schema.ts";
export * from "./imports.ts";
export * from "./places.ts";
export * from "./waitlist.ts";

/** Patients as told by the users subgraph's events; `id` is the patient's id. */
export const knownPatient = appointments.table("known_patient", {
  ...tableColumns,
  region: text("region").notNull(),
});

/** Consents for partners' programs, as told by the users subgraph's events; `id` is the consent's id. */
export const knownConsent = appointments.table(
  "known_consent",
  {
    ...tableColumns,
    patientId: uuid("patient_id").notNull(),
    clientId: text("client_id").notNull(),
    scopes: text("scopes", { enum: CONSENT_SCOPES }).array().notNull(),
    expiresAt: timestamp("expires_at", instant),
    withdrawnAt: timestamp("withdrawn_at", instant),
  },
  (table) => [
    index("known_consent_in_force")
      .on(table.patientId, table.clientId)
      .where(sql`${table.withdrawnAt} is null`),
  ],
);

/** Who may act for patients, as told by events; `id` is the guardianship's, `accountId` the guardian's account. */
export const knownGuardianship = appointments.table(
  "known_guardianship",
  {
    ...tableColumns,
    patientId: uuid("patient_id").notNull(),
    accountId: uuid("account_id").notNull(),
    scopes: text("scopes", { enum: CONSENT_SCOPES }).array().notNull(),
    expiresAt: timestamp("expires_at", instant),
    endedAt: timestamp("ended_at", instant),
  },
  (table) => [
    index("known_guardianship_in_force")
      .on(table.accountId, table.patientId)
      .where(sql`${table.endedAt} is null`),
  ],
);

/** What accounts may do, to explain decisions and to serve calendar feeds. */
export const knownActor = knownActorTable(appointments);

/** Addresses under which an account's own appointments are read as a calendar, without signing in. */
export const calendarFeed = appointments.table(
  "calendar_feed",
  {
    ...tableColumns,
    accountId: uuid("account_id").notNull(),
    ownerKind: text("owner_kind", { enum: ["PATIENT", "PRACTITIONER"] }).notNull(),
    /** The patient or practitioner that the account was when it made the feed. */
    ownerId: uuid("owner_id").notNull(),
    name: text("name").notNull(),
    detail: text("detail", { enum: ["MINIMAL", "SERVICE"] }).notNull(),
    /** SHA-256 of the token in the address, in base64url. The token itself is not kept. */
    tokenHash: text("token_hash").notNull(),
    /** The hour of the last fetch, its beginning. */
    lastUsedAt: timestamp("last_used_at", instant),
    revokedAt: timestamp("revoked_at", instant),
  },
  (table) => [
    uniqueIndex("calendar_feed_token").on(table.tokenHash),
    index("calendar_feed_account").on(table.accountId, table.createdAt),
  ],
);

/** Outbox, inbox and parking of this subgraph. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(appointments);

/** What became of mutations that were sent with an idempotency key. */
export const idempotencyKey = idempotencyKeyTable(appointments);
