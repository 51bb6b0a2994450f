import { sql } from "drizzle-orm";
import { date, index, integer, pgSchema, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CONSENT_SCOPES } from "#shared/auth/consent.ts";
import { knownActorTable } from "#shared/access-decisions/known-actors.ts";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { idempotencyKeyTable } from "#shared/idempotency/idempotency-table.ts";
import { messagingTables } from "#shared/messaging/tables.ts";

/** Schema of the users subgraph. */
export const users = pgSchema("users");

/** The person behind an account; `id` is the account's id. */
export const user = users.table("user", {
  ...tableColumns,
  givenName: text("given_name").notNull(),
  familyName: text("family_name").notNull(),
  email: text("email").notNull(),
});

/** A person in care. `region` is the home clinic's region. */
export const patient = users.table(
  "patient",
  {
    ...tableColumns,
    accountId: uuid("account_id"),
    givenName: text("given_name").notNull(),
    familyName: text("family_name").notNull(),
    birthDate: date("birth_date", { mode: "string" }).notNull(),
    phone: text("phone"),
    email: text("email"),
    region: text("region").notNull(),
    deletedAt: timestamp("deleted_at", instant),
  },
  (table) => [
    uniqueIndex("patient_account").on(table.accountId),
    index("patient_tenant_name").on(table.tenantId, table.familyName, table.givenName, table.id),
  ],
);

/**
 * What is told of a patient to who may not know who it is; `id` is the patient's, and never leaves. A trigger on `patient`
 * keeps it. The pseudonym is random, so that nothing about the patient can be had from it (45 CFR 164.514(c)); it stays.
 */
export const deidentifiedPatient = users.table(
  "deidentified_patient",
  {
    ...tableColumns,
    id: uuid("id")
      .primaryKey()
      .references(() => patient.id, { onDelete: "cascade", onUpdate: "restrict" }),
    pseudonym: uuid("pseudonym").notNull().defaultRandom(),
    birthYear: integer("birth_year").notNull(),
    region: text("region").notNull(),
    deletedAt: timestamp("deleted_at", instant),
  },
  (table) => [
    uniqueIndex("deidentified_patient_pseudonym").on(table.pseudonym),
    index("deidentified_patient_tenant").on(table.tenantId, table.pseudonym),
  ],
);

/** A person who gives care. */
export const practitioner = users.table(
  "practitioner",
  {
    ...tableColumns,
    accountId: uuid("account_id"),
    givenName: text("given_name").notNull(),
    familyName: text("family_name").notNull(),
    specialty: text("specialty").notNull(),
    region: text("region").notNull(),
    deletedAt: timestamp("deleted_at", instant),
  },
  (table) => [
    uniqueIndex("practitioner_account").on(table.accountId),
    index("practitioner_tenant_name").on(table.tenantId, table.familyName, table.givenName, table.id),
  ],
);

/**
 * What a patient lets a partner's program do; FHIR R4 Consent. A patient has at most one for a program that was not
 * withdrawn.
 */
export const consent = users.table(
  "consent",
  {
    ...tableColumns,
    patientId: uuid("patient_id")
      .notNull()
      .references(() => patient.id, { onDelete: "restrict", onUpdate: "restrict" }),
    clientId: text("client_id").notNull(),
    scopes: text("scopes", { enum: CONSENT_SCOPES }).array().notNull(),
    expiresAt: timestamp("expires_at", instant),
    withdrawnAt: timestamp("withdrawn_at", instant),
  },
  (table) => [
    uniqueIndex("consent_in_force")
      .on(table.patientId, table.clientId)
      .where(sql`${table.withdrawnAt} is null`),
    index("consent_patient").on(table.patientId, table.createdAt, table.id),
  ],
);

/** What accounts may do, to explain decisions. */
export const knownActor = knownActorTable(users);

/** Outbox, inbox and parking of this subgraph. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(users);

/** What became of mutations that were sent with an idempotency key. */
export const idempotencyKey = idempotencyKeyTable(users);
