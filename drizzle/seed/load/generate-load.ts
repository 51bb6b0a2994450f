import postgres from "postgres";
import * as appointmentTables from "#drizzle/appointments/schema.ts";
import * as userTables from "#drizzle/users/schema.ts";
import { insertRows } from "../bulk-insert.ts";
import { SeedRefusedError } from "../seed-refused-error.ts";
import { loadAppointmentRows } from "./load-appointments.ts";
import { loadPlaceRows } from "./load-places.ts";
import { loadClinics, type LoadClinic, type LoadSettings } from "./load-plan.ts";

/** What {@link generateLoad} needs. */
export interface GenerateLoadOptions extends LoadSettings {
  /** URL of the role that owns the tables; a superuser, or with BYPASSRLS. */
  readonly adminUrl: string;
  /** True when NODE_ENV is `production`: it then refuses. */
  readonly isProduction: boolean;
  /** Appointments of one transaction; another size draws others. Default 5,000. */
  readonly portionSize?: number;
  /** Told after each transaction how many appointments are there, of all. */
  readonly onProgress?: (written: number) => void;
}

/** What {@link generateLoad} found or made. */
export interface LoadSummary {
  /** `ALREADY_THERE`: an earlier call wrote all of it, and nothing was changed. */
  readonly outcome: "GENERATED" | "ALREADY_THERE";
  /** Appointments that an earlier call, which was ended, had written. */
  readonly resumedAt: number;
}

const PORTION_SIZE = 5_000;
/** Clinics at a time: one is made into rows while another is written. */
const CONNECTIONS = 2;
/** Serialises programs that make load in one database. */
const LOAD_LOCK = 7_103_464;
const TABLES = [
  ...["users.practitioner", "users.patient", "users.deidentified_patient"],
  ...["appointments.clinic", "appointments.room", "appointments.service_type", "appointments.schedule"],
  ...["appointments.known_practitioner", "appointments.known_patient"],
  ...["appointments.appointment", "appointments.appointment_clinical", "appointments.allocation"],
];

/**
 * Adds clinics to the tenants of a seeded database, and appointments of several years, under all constraints and triggers. It can be
 * ended at any time: the same settings go on where they were. Tables `migrations.load_run` and `load_clinic` say how far it is.
 * @throws SeedRefusedError in production, before the seed, and when there is a load of other settings
 */
export async function generateLoad(options: GenerateLoadOptions): Promise<LoadSummary> {
  if (options.isProduction) {
    throw new SeedRefusedError("Synthetic appointments are not for production (NODE_ENV=production).");
  }
  const quiet = { onnotice: () => undefined, fetch_types: false };
  const lock = postgres(options.adminUrl, { max: 1, max_lifetime: null, ...quiet });
  const sql = postgres(options.adminUrl, { max: CONNECTIONS, ...quiet });
  try {
    // Until the connection ends.
    await lock`select pg_advisory_lock(${LOAD_LOCK})`;
    return await resume(sql, options);
  } finally {
    await Promise.all([sql.end(), lock.end()]);
  }
}

interface Run {
  readonly appointments: number;
  readonly seed: number;
  /** ISO-8601 date of the Monday that the dates hang on. */
  readonly anchor: string;
  readonly is_finished: boolean;
}

async function resume(sql: postgres.Sql, options: GenerateLoadOptions): Promise<LoadSummary> {
  const run = await findRun(sql, options);
  if (run.appointments !== options.appointments || run.seed !== options.seed) {
    throw new SeedRefusedError(
      `There is a load of other settings in this database: --appointments ${String(run.appointments)} --seed ${String(run.seed)}. ` +
        "Repeat those, or begin with a new database.",
    );
  }
  if (run.is_finished) return { outcome: "ALREADY_THERE", resumedAt: options.appointments };
  const writtenOf = await findWritten(sql);
  const { portionSize = PORTION_SIZE } = options;
  let total = [...writtenOf.values()].reduce((sum, count) => sum + count, 0);
  const resumedAt = total;
  const clinics = loadClinics(options).values();
  const work = async (): Promise<void> => {
    for (const clinic of clinics) {
      const from = { clinic, anchor: run.anchor, written: writtenOf.get(clinic.number), portionSize };
      await writeClinic(sql, from, (count) => {
        total += count;
        options.onProgress?.(total);
      });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  // As autovacuum would in time: whoever measures next meets neither it nor guesses about full tables.
  await sql.unsafe(`VACUUM (ANALYZE) ${TABLES.join(", ")}`);
  await sql`update migrations.load_run set finished_at = now()`;
  return { outcome: "GENERATED", resumedAt };
}

async function findRun(sql: postgres.Sql, { appointments, seed }: LoadSettings): Promise<Run> {
  const [seeded] = await sql<
    { found: string | null }[]
  >`select to_regclass('migrations.seed_run')::text as found`;
  if (seeded?.found == null) {
    throw new SeedRefusedError(
      "The database is not seeded: load hangs on the seed's tenants (npm run db:seed).",
    );
  }
  await sql`create table if not exists migrations.load_run (only_one boolean primary key default true check (only_one),
    appointments int not null, seed int not null, anchor date not null, created_at timestamptz not null default now(),
    finished_at timestamptz)`;
  await sql`create table if not exists migrations.load_clinic (number int primary key, written int not null)`;
  await sql`insert into migrations.load_run (appointments, seed, anchor)
    select ${appointments}::int, ${seed}::int, anchor from migrations.seed_run on conflict do nothing`;
  const [run] = await sql<
    Run[]
  >`select appointments, seed, anchor::text, finished_at is not null as is_finished
    from migrations.load_run`;
  if (run === undefined) throw new SeedRefusedError("The database is not seeded: npm run db:seed.");
  return run;
}

/** Appointments that are there, by the number of the clinic; a clinic that is missing has no row at all yet. */
async function findWritten(sql: postgres.Sql): Promise<ReadonlyMap<number, number>> {
  const rows = await sql<
    { number: number; written: number }[]
  >`select number, written from migrations.load_clinic`;
  return new Map(rows.map(({ number, written }) => [number, written]));
}

/** Each portion is a transaction, and so is the clinic with everybody in it, which comes first. */
async function writeClinic(
  sql: postgres.Sql,
  from: {
    readonly clinic: LoadClinic;
    readonly anchor: string;
    readonly written: number | undefined;
    readonly portionSize: number;
  },
  onWritten: (count: number) => void,
): Promise<void> {
  const { clinic, anchor } = from;
  if (from.written === undefined) {
    await sql.begin(async (tx) => {
      await writePlace(tx, clinic);
      await tx`insert into migrations.load_clinic (number, written) values (${clinic.number}, 0)`;
    });
  }
  for (let first = from.written ?? 0; first < clinic.appointments; first += from.portionSize) {
    const end = Math.min(first + from.portionSize, clinic.appointments);
    await sql.begin(async (tx) => {
      const { appointments, clinicalParts, allocations } = loadAppointmentRows(
        { clinic, first, end },
        anchor,
      );
      await insertRows(tx, appointmentTables.appointment, appointments);
      if (clinicalParts.length > 0) {
        await insertRows(tx, appointmentTables.appointmentClinical, clinicalParts);
      }
      await insertRows(tx, appointmentTables.allocation, allocations);
      await tx`update migrations.load_clinic set written = ${end} where number = ${clinic.number}`;
    });
    onWritten(end - first);
  }
}

async function writePlace(tx: postgres.TransactionSql, clinic: LoadClinic): Promise<void> {
  const rows = loadPlaceRows(clinic);
  await insertRows(tx, userTables.practitioner, rows.practitioners);
  await insertRows(tx, userTables.patient, rows.patients);
  await insertRows(tx, appointmentTables.clinic, rows.clinics);
  await insertRows(tx, appointmentTables.room, rows.rooms);
  await insertRows(tx, appointmentTables.serviceType, rows.serviceTypes);
  await insertRows(tx, appointmentTables.knownPractitioner, rows.knownPractitioners);
  await insertRows(tx, appointmentTables.schedule, rows.schedules);
  await insertRows(tx, appointmentTables.knownPatient, rows.knownPatients);
}
