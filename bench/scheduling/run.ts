import { PRACTITIONERS_PER_CLINIC } from "#drizzle/seed/load/load-plan.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { RunningStack, StackAdapter } from "../end-to-end/stack-adapter.ts";
import { signIn } from "../end-to-end/operations.ts";
import { startLoadGenerator, type LoadGenerator, type LoadOutcome } from "../load.ts";
import { median, percentile } from "../round.ts";
import { openBareStatements } from "./bare-statements.ts";
import { BOOK, bodyOf, CHANGED, freeBookings, type BookingInput } from "./bookings.ts";
import { startLoadedDatabase, type LoadedDatabase } from "./loaded-database.ts";
import { countChanges, SLOTS_TO_COUNT, type ChangeCounts } from "./operation-counts.ts";
import { findPgbench, replay, withoutNulls } from "./pgbench.ts";
import { nextAppointments, trivial, weekOfSlots, type Question } from "./questions.ts";
import {
  OF_A_CHANGE,
  roundTripsOf,
  startRecordingStack,
  type RecordedTransaction,
  type RecordingStack,
} from "./recording-stack.ts";
import { resetStatementTimes, statementIds, statementTimes, watchStatementTimes } from "./statement-times.ts";

/** How much is measured. */
export interface SchedulingOptions {
  /** The clinic in one process. */
  readonly stack: StackAdapter;
  /** Appointments of the two loads: few, and many. */
  readonly few: number;
  readonly many: number;
  readonly rounds: number;
  readonly roundMs: number;
  /** A multiple of {@link SchedulingOptions.clients}. */
  readonly bookingsPerRound: number;
  /** Who book at a time. */
  readonly clients: number;
  readonly nodeOptions: readonly string[];
  readonly onProgress: (text: string) => void;
}

/** What was measured; times in milliseconds. */
export interface SchedulingReport {
  readonly rounds: number;
  readonly roundMs: number;
  readonly few: number;
  readonly many: number;
  readonly clients: number;
  readonly bookingsPerRound: number;
  readonly slots: {
    readonly sqlMs: number;
    readonly sqlRoundTrips: number;
    readonly trivialMs: number;
    readonly slotsMs: number;
  };
  readonly booking: BookingReport;
  readonly next: readonly {
    readonly appointments: number;
    readonly requests: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
  }[];
  readonly changes: readonly ChangeCounts[];
}

/** What bookings take. */
export interface BookingReport {
  readonly p50Ms: number;
  /** Of one booking, planned and executed in Postgres: the median of the rounds. */
  readonly databaseMs: number;
  /** The same by `pgbench`; null where there is none. */
  readonly pgbenchMs: number | null;
}

/** In every answer to {@link weekOfSlots}'s statement. */
const OF_SLOTS = /"appointments"\."schedule"/;
/** From today. */
const LATER_FREE_DAY = 120;
const LATEST_FREE_DAY = 240;
const LONGEST_ROUND_MS = 60_000;

/** Measures free times, bookings and lists on a database with many appointments, and lists on one with few. */
export async function measureScheduling(options: SchedulingOptions): Promise<SchedulingReport> {
  const { onProgress, few, many, rounds, roundMs, clients, bookingsPerRound } = options;
  const stops: (() => Promise<void>)[] = [];
  try {
    onProgress(`load of ${String(few)} appointments`);
    const small = await startLoadedDatabase(few, onProgress);
    stops.unshift(() => small.stop());
    onProgress(`load of ${String(many)} appointments`);
    const large = await startLoadedDatabase(many, onProgress);
    stops.unshift(() => large.stop());
    const generator = startLoadGenerator(undefined);
    stops.unshift(() => generator.stop());
    await watchStatementTimes(large);
    onProgress("record statements, and count them");
    const recorded = await recordAll(large, options);
    onProgress("start stacks");
    const sides = [];
    for (const database of [small, large]) {
      const { urlFor, sealingKey } = database;
      const stack = await options.stack.start({ urlFor, sealingKey, nodeOptions: options.nodeOptions });
      stops.unshift(() => stack.stop());
      const cookie =
        database === large ? recorded.cookie : (await signIn(stack.url, ACCOUNTS.admin.email)).cookieHeader;
      sides.push({ database, stack, cookie });
    }
    const [smallSide, largeSide] = sides;
    if (smallSide === undefined || largeSide === undefined) throw new Error("A stack is missing.");
    return {
      ...{ rounds, roundMs, few, many, clients, bookingsPerRound },
      slots: await measureSlots(largeSide, recorded, generator, options),
      next: await measureNext([smallSide, largeSide], generator, options),
      booking: await measureBooking(largeSide, recorded, generator, options),
      changes: recorded.changes,
    };
  } finally {
    for (const stop of stops) await stop();
  }
}

/** A database, and the clinic on it. */
interface Side {
  readonly database: LoadedDatabase;
  readonly stack: RunningStack;
  /** Of an admin's session. */
  readonly cookie: string;
}

interface Recorded {
  readonly cookie: string;
  readonly changes: readonly ChangeCounts[];
  /** Of one page of free times. */
  readonly slots: RecordedTransaction;
  /** Of as many bookings as are sent by `pgbench`; what they booked is free again. */
  readonly bookings: readonly RecordedTransaction[];
  /** To be booked by the stack. */
  readonly inputs: readonly BookingInput[];
}

async function recordAll(
  database: LoadedDatabase,
  { rounds, bookingsPerRound, onProgress }: SchedulingOptions,
): Promise<Recorded> {
  const startedAt = new Date();
  const stack = await startRecordingStack(database);
  try {
    const browser = await signIn(stack.url, ACCOUNTS.admin.email);
    const needed = (rounds + 1) * bookingsPerRound;
    const freeFrom = (firstDay: number, count: number): Promise<readonly BookingInput[]> =>
      freeBookings(browser, database.clinic, { firstDay, count });
    const spare = await freeFrom(LATEST_FREE_DAY, PRACTITIONERS_PER_CLINIC * SLOTS_TO_COUNT);
    const changes = await countChanges(
      stack,
      browser,
      spare.filter(({ practitionerId }) => practitionerId === spare[0]?.practitionerId),
    );
    const slots = await recordSlots(stack, browser.cookieHeader, database);
    const bookings: RecordedTransaction[] = [];
    onProgress(`record ${String(needed)} bookings`);
    // At other times than those that the stack books: of a room they know nothing of each other.
    for (const input of await freeFrom(LATER_FREE_DAY, needed)) {
      bookings.push(await stack.record(() => browser.send(BOOK, { input }), OF_A_CHANGE));
    }
    return { cookie: browser.cookieHeader, changes, slots, bookings, inputs: await freeFrom(1, needed) };
  } finally {
    await stack.stop();
    await removeSince(database, startedAt);
  }
}

async function recordSlots(
  stack: RecordingStack,
  cookie: string,
  { clinic }: LoadedDatabase,
): Promise<RecordedTransaction> {
  const [body = ""] = weekOfSlots(clinic).bodies;
  const headers = { "content-type": "application/json", cookie };
  const ask = async (): Promise<void> => {
    const answer = await fetch(`${stack.url}/graphql`, { method: "POST", headers, body });
    const text = await answer.text();
    if (!text.includes('"startsAt"')) throw new Error(`Free times were answered ${text}`);
  };
  await ask();
  return stack.record(ask, OF_SLOTS);
}

/** What was booked to be recorded: it is to be booked again, with the same ids. */
async function removeSince({ admin }: LoadedDatabase, startedAt: Date): Promise<void> {
  const since = startedAt.toISOString();
  await admin`delete from appointments.outbox`;
  await admin`delete from appointments.outbox_sequence`;
  await admin`delete from appointments.appointment where created_at >= ${since}::text::timestamptz`;
  await admin`delete from appointments.appointment_series where created_at >= ${since}::text::timestamptz`;
  await admin`delete from appointments.slot_hold where created_at >= ${since}::text::timestamptz`;
}

/** SQL, a trivial query and free times in turns, each one after the other. */
async function measureSlots(
  side: Side,
  { slots: transaction }: Recorded,
  generator: LoadGenerator,
  { rounds, roundMs, onProgress }: SchedulingOptions,
): Promise<SchedulingReport["slots"]> {
  const { database } = side;
  const bare = openBareStatements(database.urlFor("appointments"), transaction);
  const took = { sql: [] as number[], trivial: [] as number[], slots: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    onProgress(`free times, ${nameOf(round)}`);
    const sql = await bare.run(roundMs);
    const easy = await ask(generator, side, trivial(), roundMs);
    const free = await ask(generator, side, weekOfSlots(database.clinic), roundMs);
    if (round === 0) continue;
    took.sql.push(...sql);
    took.trivial.push(...easy.latenciesMs);
    took.slots.push(...free.latenciesMs);
  }
  await bare.stop();
  return {
    sqlMs: median(took.sql),
    sqlRoundTrips: roundTripsOf(transaction),
    trivialMs: median(took.trivial),
    slotsMs: median(took.slots),
  };
}

/** The two databases in turns. */
async function measureNext(
  sides: readonly Side[],
  generator: LoadGenerator,
  { rounds, roundMs, onProgress }: SchedulingOptions,
): Promise<SchedulingReport["next"]> {
  const took = sides.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    onProgress(`next appointments, ${nameOf(round)}`);
    for (const [index, side] of sides.entries()) {
      const outcome = await ask(generator, side, nextAppointments(side.database.clinic), roundMs);
      if (round > 0) took[index]?.push(...outcome.latenciesMs);
    }
  }
  return sides.map(({ database: { appointments } }, index) => {
    const sorted = (took[index] ?? []).toSorted((a, b) => a - b);
    return {
      ...{ appointments, requests: sorted.length },
      p50Ms: percentile(sorted, 0.5),
      p95Ms: percentile(sorted, 0.95),
    };
  });
}

/** The stack and `pgbench` in turns. */
async function measureBooking(
  side: Side,
  { bookings, inputs }: Recorded,
  generator: LoadGenerator,
  { rounds, bookingsPerRound, clients, onProgress }: SchedulingOptions,
): Promise<BookingReport> {
  const { database } = side;
  const pgbench = findPgbench();
  const replayed = withoutNulls(bookings);
  const ids = await statementIds(database, bookings.at(-1) ?? []);
  const replayedIds = await statementIds(database, replayed.at(-1) ?? []);
  const databaseMs: number[] = [];
  const pgbenchMs: number[] = [];
  const latenciesMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    onProgress(`bookings, ${nameOf(round)}`);
    const [from, until] = [round * bookingsPerRound, (round + 1) * bookingsPerRound];
    const bodies = inputs.slice(from, until).map((input) => bodyOf(BOOK, input));
    const question = { name: "booking", bodies, expected: CHANGED };
    await resetStatementTimes(database);
    const outcome = await ask(generator, side, question, LONGEST_ROUND_MS, clients);
    const byStack = await timeOf(database, ids);
    await resetStatementTimes(database);
    if (pgbench !== undefined) {
      await replay(pgbench, database, { transactions: replayed.slice(from, until), clients });
    }
    const byPgbench = pgbench === undefined ? Number.NaN : await timeOf(database, replayedIds);
    if (round === 0) continue;
    latenciesMs.push(...outcome.latenciesMs);
    databaseMs.push(byStack);
    pgbenchMs.push(byPgbench);
  }
  return {
    p50Ms: median(latenciesMs),
    databaseMs: median(databaseMs),
    pgbenchMs: pgbench === undefined ? null : median(pgbenchMs),
  };
}

/** Of one booking: the mean of each of its statements, added up. */
async function timeOf(database: LoadedDatabase, ids: readonly string[]): Promise<number> {
  const times = await statementTimes(database);
  return ids.reduce((total, id) => {
    const ms = times.get(id);
    if (ms === undefined) throw new Error("A statement of the booking was not sent.");
    return total + ms;
  }, 0);
}

/** @throws Error for the first answer that is not good */
async function ask(
  generator: LoadGenerator,
  { stack, cookie }: Side,
  { name, bodies, expected }: Question,
  durationMs: number,
  connections = 1,
): Promise<LoadOutcome> {
  const outcome = await generator.run({
    ...{ url: `${stack.url}/graphql`, headers: { cookie }, bodies: [...bodies], durationMs, expected },
    ...{ isOnce: connections > 1, connections },
  });
  if (outcome.firstFailure !== null) throw new Error(`${name} was answered ${outcome.firstFailure}`);
  return outcome;
}

function nameOf(round: number): string {
  return round === 0 ? "warm-up" : `round ${String(round)}`;
}
