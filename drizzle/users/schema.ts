import { sql } from "drizzle-orm";
import { date, index, integer, pgSchema, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CONSENT_SCOPES } from "#shared/auth/consent.ts";
import { GUARDIAN_RELATIONSHIPS, GUARDIANSHIP_BASES } from "#shared/auth/guardianship.ts";
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

/**
 * That somebody acts for a patient; FHIR R4 RelatedPerson. An invitation until an account has taken it by its code; a patient has
 * at most one of an account that has not ended. `region` is the patient's, which nothing changes: a policy that looked at
 * patients for it would be asked by theirs.
 */
export const guardianship = users.table(
  "guardianship",
  {
    ...tableColumns,
    patientId: uuid("patient_id")
      .notNull()
      .references(() => patient.id, { onDelete: "restrict", onUpdate: "restrict" }),
    region: text("region").notNull(),
    relationship: text("relationship", { enum: GUARDIAN_RELATIONSHIPS }).notNull(),
    scopes: text("scopes", { enum: CONSENT_SCOPES }).array().notNull(),
    basis: text("basis", { enum: GUARDIANSHIP_BASES }).notNull(),
    /** Account that has invited. */
    invitedBy: uuid("invited_by").notNull(),
    codeHash: text("code_hash").notNull(),
    codeExpiresAt: timestamp("code_expires_at", instant).notNull(),
    guardianAccountId: uuid("guardian_account_id"),
    /** As the guardian was called when the invitation was taken. */
    guardianGivenName: text("guardian_given_name"),
    guardianFamilyName: text("guardian_family_name"),
    startedAt: timestamp("started_at", instant),
    expiresAt: timestamp("expires_at", instant),
    endedAt: timestamp("ended_at", instant),
  },
  (table) => [
    uniqueIndex("guardianship_code").on(table.codeHash),
    uniqueIndex("guardianship_in_force")
      .on(table.patientId, table.guardianAccountId)
      .where(sql`${table.endedAt} is null`),
    index("guardianship_patient").on(table.patientId, table.createdAt, table.id),
    index("guardianship_guardian").on(table.guardianAccountId, table.createdAt, table.id),
  ],
);

/** Wrong codes of invitations that an account has shown since `firstFailedAt`; `id` is the account's id. */
export const guardianCodeFailure = users.table("guardian_code_failure", {
  ...tableColumns,
  failures: integer("failures").notNull(),
  firstFailedAt: timestamp("first_failed_at", instant).notNull(),
});

/** What accounts may do, to explain decisions. */
export const knownActor = knownActorTable(users);

/** Outbox, inbox and parking of this subgraph. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(users);

/** What became of mutations that were sent with an idempotency key. */
export const idempotencyKey = idempotencyKeyTable(users);
