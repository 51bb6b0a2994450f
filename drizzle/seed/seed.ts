import postgres from "postgres";
import * as appointmentTables from "#drizzle/appointments/schema.ts";
import * as authTables from "#drizzle/auth/schema.ts";
import * as userTables from "#drizzle/users/schema.ts";
import { hashPassword } from "#shared/auth/password.ts";
import { createSealer, type Sealer } from "#shared/crypto/seal.ts";
import type { Clock } from "#shared/time/clock.ts";
import { anchorOf } from "./anchor.ts";
import { appointmentRows, type Calendar } from "./appointment-rows.ts";
import { insertRows } from "./bulk-insert.ts";
import { clinicRows, type RowStamp } from "./clinic-rows.ts";
import { consentRows } from "./consent-rows.ts";
import { guardianshipRows } from "./guardianship-rows.ts";
import { accountRows, actorRows, peopleRows } from "./people-rows.ts";
import { SeedRefusedError } from "./seed-refused-error.ts";
import { DEMO_PASSWORD } from "./world.ts";

/** What {@link seedWorld} needs. */
export interface SeedOptions {
  /**
   * URL of the role that owns the tables, in the database to fill. Row-level security is forced, so it binds the
   * owner too: the role must be a superuser or have BYPASSRLS.
   */
  readonly adminUrl: string;
  readonly clock: Clock;
  /** The key by which auth opens what is sealed in the database: the secrets of authenticator apps are. */
  readonly sealingKey: Uint8Array;
  /** True when NODE_ENV is `production`: the seed then refuses, because its passwords are published. */
  readonly isProduction: boolean;
  /** Told before each step, so that a person sees progress. */
  readonly onProgress?: (step: string) => void;
}

/** What {@link seedWorld} found or made. */
export interface SeedSummary {
  /** `ALREADY_SEEDED`: this or an earlier day's seed stands, and nothing was changed. */
  readonly outcome: "SEEDED" | "ALREADY_SEEDED";
  /** The Monday that the dates of the world hang on, ISO-8601. */
  readonly anchor: string;
  /** Rows written by this call, per table; empty when there were none. */
  readonly rowsWritten: Readonly<Record<string, number>>;
}

/** Serialises seeds of one database, e.g. of two programs started at once. */
const SEED_LOCK = 7_103_463;
const RUN_NAME = "world";
/** The networks are older than their first appointment. */
const FOUNDED_DAYS_BEFORE = 365;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Fills a migrated database with the synthetic world of `world.ts`, in one transaction: a half-made world cannot be.
 * Ids, names and local times are the same in every database; dates are offsets from the week of the first seed, which
 * table `migrations.seed_run` keeps. Seeding again, also on a later day, changes nothing.
 * @throws SeedRefusedError in production, for a role that row-level security binds, and before the migrations
 */
export async function seedWorld(options: SeedOptions): Promise<SeedSummary> {
  if (options.isProduction) {
    throw new SeedRefusedError(
      "The synthetic world is not for production (NODE_ENV=production): its passwords are published.",
    );
  }
  const sql = postgres(options.adminUrl, { max: 1, onnotice: () => undefined, fetch_types: false });
  try {
    return await sql.begin((tx) => seedOnce(tx, options));
  } finally {
    await sql.end();
  }
}

async function seedOnce(tx: postgres.TransactionSql, options: SeedOptions): Promise<SeedSummary> {
  await assertReady(tx);
  await tx`select pg_advisory_xact_lock(${SEED_LOCK})`;
  await tx`create table if not exists migrations.seed_run
    (name text primary key, anchor date not null, created_at timestamptz not null)`;
  const [earlier] = await tx<{ anchor: string }[]>`
    select anchor::text from migrations.seed_run where name = ${RUN_NAME}`;
  if (earlier !== undefined) {
    return { outcome: "ALREADY_SEEDED", anchor: earlier.anchor, rowsWritten: {} };
  }
  const now = options.clock();
  const calendar = { anchor: anchorOf(now), now };
  const sealer = createSealer(options.sealingKey);
  const rowsWritten = await insertWorld(tx, calendar, sealer, options.onProgress ?? (() => undefined));
  await tx`insert into migrations.seed_run (name, anchor, created_at)
    values (${RUN_NAME}, ${calendar.anchor}::text::date, ${now.toISOString()}::text::timestamptz)`;
  return { outcome: "SEEDED", anchor: calendar.anchor, rowsWritten };
}

async function assertReady(tx: postgres.TransactionSql): Promise<void> {
  const [state] = await tx<{ bypasses: boolean; migrated: boolean }[]>`
    select rolsuper or rolbypassrls as bypasses,
      exists (select from pg_namespace where nspname = 'migrations') as migrated
    from pg_roles where rolname = current_user`;
  if (state?.bypasses !== true) {
    throw new SeedRefusedError(
      "The role of the migrations must be a superuser or have BYPASSRLS to seed: row-level security is forced, so " +
        "it binds the owner of the tables too. As a superuser: ALTER ROLE <role> BYPASSRLS.",
    );
  }
  if (!state.migrated) {
    throw new SeedRefusedError("The database has no tables yet: migrate it before seeding.");
  }
}

async function insertWorld(
  tx: postgres.TransactionSql,
  calendar: Calendar,
  sealer: Sealer,
  onProgress: (step: string) => void,
): Promise<Record<string, number>> {
  const founded = new Date(Date.parse(calendar.anchor) - FOUNDED_DAYS_BEFORE * DAY_MS);
  const stamp: RowStamp = { createdAt: founded, updatedAt: founded };

  onProgress("accounts");
  const auth = await insertAccounts(tx, stamp, sealer);

  onProgress("people");
  const { users, patients, practitioners } = peopleRows(stamp);
  const { consents } = consentRows(stamp);
  const { guardianships } = guardianshipRows(stamp);
  const people = {
    "users.user": await insertRows(tx, userTables.user, users),
    "users.patient": await insertRows(tx, userTables.patient, patients),
    "users.practitioner": await insertRows(tx, userTables.practitioner, practitioners),
    "users.known_actor": await insertRows(tx, userTables.knownActor, actorRows(stamp)),
    "users.consent": await insertRows(tx, userTables.consent, consents),
    "users.guardianship": await insertRows(tx, userTables.guardianship, guardianships),
  };

  onProgress("clinics");
  const places = await insertPlaces(tx, stamp);

  onProgress("appointments");
  const { appointments, clinicalParts, allocations } = appointmentRows(calendar);
  const bookings = {
    "appointments.appointment": await insertRows(tx, appointmentTables.appointment, appointments),
    "appointments.appointment_clinical": await insertRows(
      tx,
      appointmentTables.appointmentClinical,
      clinicalParts,
    ),
    "appointments.allocation": await insertRows(tx, appointmentTables.allocation, allocations),
  };

  const rowsWritten = { ...auth, ...people, ...places, ...bookings };
  // Right after a bulk insert the planner knows nothing of the tables and would read all of them.
  await tx.unsafe(`ANALYZE ${Object.keys(rowsWritten).map(quoteTable).join(", ")}`);
  return rowsWritten;
}

async function insertPlaces(tx: postgres.TransactionSql, stamp: RowStamp) {
  const rows = clinicRows(stamp);
  const { knownConsents } = consentRows(stamp);
  const { knownGuardianships } = guardianshipRows(stamp);
  const { clinic, room, device, serviceType, knownPractitioner, schedule } = appointmentTables;
  return {
    "appointments.clinic": await insertRows(tx, clinic, rows.clinics),
    "appointments.room": await insertRows(tx, room, rows.rooms),
    "appointments.device": await insertRows(tx, device, rows.devices),
    "appointments.service_type": await insertRows(tx, serviceType, rows.serviceTypes),
    "appointments.known_practitioner": await insertRows(tx, knownPractitioner, rows.knownPractitioners),
    "appointments.schedule": await insertRows(tx, schedule, rows.schedules),
    "appointments.known_patient": await insertRows(tx, appointmentTables.knownPatient, rows.knownPatients),
    "appointments.known_actor": await insertRows(tx, appointmentTables.knownActor, actorRows(stamp)),
    "appointments.known_consent": await insertRows(tx, appointmentTables.knownConsent, knownConsents),
    "appointments.known_guardianship": await insertRows(
      tx,
      appointmentTables.knownGuardianship,
      knownGuardianships,
    ),
  };
}

async function insertAccounts(tx: postgres.TransactionSql, stamp: RowStamp, sealer: Sealer) {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const { tenants, accounts, totps, oauthClients } = accountRows(stamp, passwordHash, sealer);
  return {
    "auth.tenant": await insertRows(tx, authTables.tenant, tenants),
    "auth.account": await insertRows(tx, authTables.account, accounts),
    "auth.totp": await insertRows(tx, authTables.totp, totps),
    "auth.oauth_client": await insertRows(tx, authTables.oauthClient, oauthClients),
  };
}

function quoteTable(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
}
