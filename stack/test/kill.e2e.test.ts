import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  seededPractitionerId,
  ACCOUNTS,
  CLINICS,
  DEMO_PASSWORD,
  seededServiceTypeId,
} from "#drizzle/seed/world.ts";
import { createSeededRandom, type SeededRandom } from "#drizzle/seed/seeded-random.ts";
import { Browser } from "../browser.ts";
import { book, cancel, dataOf, findFreeSlots } from "./booking-client.ts";
import { readProofConfig } from "./config.ts";
import { makeKillableStack, type KillableStack } from "./killable-stack.ts";

const CLIENTS = 4;
const { kills: KILLS } = readProofConfig();
/** Every fourth kill takes the database server with it. */
const takesDatabase = (kill: number): boolean => kill % 4 === 3;
/** The moments of the kills are spread evenly up to here, each with a bit of chance. */
const LATEST_KILL_MS = 600;

const BERLIN = CLINICS.northwindBerlin;
const SEARCHES = [
  ["lena-hoffmann", "consultation"],
  ["stefan-brandt", "vaccination"],
  ["katarzyna-wisniewska", "physiotherapy"],
] as const;

/** What the router told clients before it was killed: it must hold afterwards. */
interface Promised {
  readonly booked: Set<string>;
  readonly cancelled: Set<string>;
}

let stack: KillableStack;
beforeAll(async () => {
  stack = await makeKillableStack({ starts: KILLS + 1 });
});
afterAll(() => stack.remove());

describe("killing the process at any point between booking and audit", () => {
  it(
    "loses neither, promises nothing in vain and leaves nothing half done",
    async () => {
      const random = createSeededRandom("kills");
      const promised: Promised = { booked: new Set(), cancelled: new Set() };
      await inDatabase((sql) => sql`create table public.seeded as select id from appointments.appointment`);
      const patients = await inDatabase(
        (sql) => sql<{ id: string }[]>`
        select id from appointments.known_patient where region = ${BERLIN.region} order by id`,
      );
      const patientIds = patients.map(({ id }) => id);
      const leftBehind: number[] = [];

      for (let kill = 0; kill < KILLS; kill += 1) {
        const url = await stack.start();
        if (kill > 0) await expectNothingIsLost(promised);
        const momentMs = ((kill + random.fraction()) / KILLS) * LATEST_KILL_MS;
        const before = promised.booked.size;
        await Promise.all([
          bookAndCancel({ url, patientIds, promised, random }),
          killAfter(momentMs, () => promised.booked.size > before, takesDatabase(kill)),
        ]);
        if (!takesDatabase(kill)) leftBehind.push(await inDatabase(countUnderWay));
      }
      await stack.start();
      await expectNothingIsLost(promised);
      // Otherwise the kills came when nothing was under way, and proved nothing.
      expect(leftBehind.filter((messages) => messages > 0).length).toBeGreaterThanOrEqual(
        Math.floor(leftBehind.length / 2),
      );
      expect(promised.booked.size).toBeGreaterThan(KILLS);
      expect(promised.cancelled.size).toBeGreaterThan(0);
    },
    KILLS * 20_000,
  );
});

async function killAfter(momentMs: number, hasBegun: () => boolean, withDatabase: boolean): Promise<void> {
  await vi.waitUntil(hasBegun, { timeout: 10_000, interval: 1 });
  await pause(momentMs);
  // The database first: the process must not get the chance to write down that it lost it.
  await Promise.all([withDatabase ? stack.killDatabase() : undefined, stack.kill()]);
}

/** Books and cancels as fast as it can, until the router is gone. */
async function bookAndCancel(work: {
  readonly url: string;
  readonly patientIds: readonly string[];
  readonly promised: Promised;
  readonly random: SeededRandom;
}): Promise<void> {
  const { url, patientIds, promised, random } = work;
  const browser = await signIn(url);
  const slots = (await Promise.all(SEARCHES.map((search) => findSlots(browser, search)))).flat();
  const client = async (): Promise<void> => {
    for (;;) {
      const { appointment } = await book(browser, random.pick(slots), random.pick(patientIds));
      if (appointment === null) continue;
      promised.booked.add(appointment.id);
      if (random.chance(0.3)) continue;
      const { userErrors } = await cancel(browser, appointment.id);
      expect(userErrors).toEqual([]);
      promised.cancelled.add(appointment.id);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: CLIENTS }, client));
  for (const end of ends) {
    // The connection broke; or the database did, and the router still said so.
    const reason = end.status === "rejected" ? String(end.reason) : "nothing";
    expect(reason).toMatch(/fetch failed|terminated|other side closed|DEPENDENCY_UNAVAILABLE|INTERNAL/);
  }
}

async function signIn(url: string): Promise<Browser> {
  const browser = new Browser(url);
  const input = { email: ACCOUNTS.admin.email, password: DEMO_PASSWORD };
  dataOf(
    await browser.send("mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }", {
      input,
    }),
  );
  return browser;
}

function findSlots(browser: Browser, [practitioner, service]: (typeof SEARCHES)[number]) {
  return findFreeSlots(browser, {
    clinicId: BERLIN.id,
    practitionerId: seededPractitionerId(BERLIN, practitioner),
    serviceTypeId: seededServiceTypeId(BERLIN, service),
  });
}

async function inDatabase<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(stack.adminUrl(), { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Committed messages that have not arrived. */
async function countUnderWay(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ messages: number }[]>`
    select (select count(*) from appointments.outbox where published_at is null)::int
      + (select count(*) from messaging.delivery)::int as messages`;
  return row?.messages ?? 0;
}

async function expectNothingIsLost({ booked, cancelled }: Promised): Promise<void> {
  await inDatabase(async (sql) => {
    await vi.waitFor(async () => expect(await countUnderWay(sql)).toBe(0), { timeout: 10_000, interval: 50 });
    const rows = await sql<{ id: string; status: string }[]>`
      select id, status from appointments.appointment where id not in (select id from seeded)`;
    const statuses = new Map(rows.map(({ id, status }) => [id, status]));
    expect([...booked].filter((id) => !statuses.has(id))).toEqual([]);
    expect([...cancelled].filter((id) => statuses.get(id) !== "CANCELLED")).toEqual([]);
    expect([...(await auditDifferences(sql))]).toEqual([]);
    expect([...(await eventDifferences(sql))]).toEqual([]);
    expect([...(await halfDone(sql))]).toEqual([]);
    expect([...(await brokenChains(sql))]).toEqual([]);
  });
}

/** Changes without exactly one audit entry, and audit entries of changes that are not there. */
function auditDifferences(sql: postgres.Sql) {
  return sql`
    with changes as (
      select id, generate_series(1, version) as version from appointments.appointment
      where id not in (select id from seeded)),
    entries as (
      select entity_id as id, (detail->>'version')::int as version, count(*)::int as entries,
        min(action) as action
      from audit.entry where category = 'CHANGE' and entity_type = 'Appointment' group by 1, 2)
    select id, version, entries, action, c.id is not null as changed
    from changes c full join entries e using (id, version)
    where c.id is null or e.entries is distinct from 1
      or e.action <> case version when 1 then 'appointment:book' else 'appointment:cancel' end`;
}

/** Appointments whose events are not one for each version. */
function eventDifferences(sql: postgres.Sql) {
  return sql`
    select a.id, a.version, array_agg(o.sequence order by o.sequence) as sequences
    from appointments.appointment a left join appointments.outbox o
      on o.aggregate_id = a.id and o.type like 'appointment.%'
    where a.id not in (select id from seeded) group by a.id
    having array_agg(o.sequence order by o.sequence)
      is distinct from (select array_agg(n) from generate_series(1, a.version) n)`;
}

/** Booked appointments that do not hold patient, practitioner and room, and others that hold anything. */
function halfDone(sql: postgres.Sql) {
  return sql`
    select a.id, a.status, array_agg(l.resource_kind order by l.resource_kind) filter (where l.live) as held
    from appointments.appointment a left join appointments.allocation l on l.appointment_id = a.id
    where a.id not in (select id from seeded) group by a.id
    having array_agg(l.resource_kind order by l.resource_kind) filter (where l.live) is distinct from
      case a.status when 'BOOKED' then array['PATIENT', 'PRACTITIONER', 'ROOM'] end`;
}

/** Places where the audit log of a tenant has a gap, a number twice, or an entry that does not follow the one before. */
function brokenChains(sql: postgres.Sql) {
  return sql`
    with chained as (
      select tenant_id, sequence, previous_hash, row_number() over chain as expected, lag(hash) over chain as before
      from audit.entry window chain as (partition by tenant_id order by sequence))
    select tenant_id, sequence, expected from chained
    where sequence <> expected or (before is not null and previous_hash <> before)`;
}
