import { sql } from "drizzle-orm";
import { boolean, check, index, integer, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { auth } from "./context-schema.ts";

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
    /** Region that auth told the patient was registered in; null when the account stands for no patient. */
    patientRegion: text("patient_region"),
    disabledAt: timestamp("disabled_at", instant),
    /** Grows by one with each change of what the account may do. */
    version: integer("version").notNull().default(1),
    /** When somebody who reads the mail of the address has shown it. */
    emailVerifiedAt: timestamp("email_verified_at", instant),
  },
  (table) => [
    uniqueIndex("account_email").on(table.email),
    index("account_tenant").on(table.tenantId, table.id),
    // Byte by byte: it serves the order of a list and prefixes alike, in databases of any collation.
    check("account_analyst_alone", sql`${table.roles} <@ '{ANALYST}' or 'ANALYST' <> all (${table.roles})`),
    index("account_tenant_email").on(table.tenantId, sql`${table.email} collate "C"`),
  ],
);
