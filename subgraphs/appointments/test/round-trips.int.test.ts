import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { startWireRecorder, type WireRecorder } from "#shared/testing/wire-recorder.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, NOW, type World } from "./world.ts";

let database: TestDatabase;
let recorder: WireRecorder;
let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  recorder = await startWireRecorder(database.urlFor("appointments_app"));
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
    maxConnections: 1,
    database: {
      ...database,
      urlFor: (role) => (role === "appointments_app" ? recorder.url : database.urlFor(role)),
    },
  });
  world = await createWorld(harness.admin);
});
afterAll(async () => {
  await harness.stop();
  await recorder.close();
  await database.drop();
});
beforeEach(() => clearAppointments(harness));

/** Asks for nothing of what was changed: who reads of an appointment is on record, which costs more. */
function mutationOf(name: string, input: string, created: string): string {
  return `mutation ($input: ${input}!) { ${name}(input: $input) { ${created} { __typename } userErrors { code } } }`;
}

const BOOK = mutationOf("bookAppointment", "BookAppointmentInput", "appointment");
const HOLD = mutationOf("holdSlot", "HoldSlotInput", "hold");
const BOOK_HOLD = mutationOf("bookHold", "BookHoldInput", "appointment");
const RESCHEDULE = mutationOf("rescheduleAppointment", "RescheduleAppointmentInput", "appointment");
const CANCEL = mutationOf("cancelAppointment", "CancelAppointmentInput", "appointment");
const SERIES = mutationOf("bookAppointmentSeries", "BookAppointmentSeriesInput", "occurrences");

const STARTS_AT = "2026-03-09T08:00:00Z";
const LATER = "2026-03-09T09:30:00Z";

interface Counts {
  readonly statements: number;
  readonly roundTrips: number;
}

function slot(): Record<string, unknown> {
  const { clinicId, checkId: serviceTypeId, practitionerId, patientId } = world;
  return { clinicId, serviceTypeId, practitionerId, patientId, startsAt: STARTS_AT };
}

async function run(document: string, input: Record<string, unknown>): Promise<void> {
  const viewer: Viewer = world.viewers.ownPatient;
  const answer: GraphqlAnswer = await harness.execute(viewer, document, { input });
  expect(answer.errors).toBeUndefined();
  expect(Object.values(answer.data)).toMatchObject([{ userErrors: [] }]);
}

/** What the second of two that are alike causes: the first lets the connection prepare its statements. */
async function countSecond(once: (count: () => void) => Promise<void>): Promise<Counts> {
  await once(() => undefined);
  await clearAppointments(harness);
  await once(() => {
    recorder.clear();
  });
  return { statements: recorder.statements.length, roundTrips: recorder.roundTrips };
}

async function idOf(table: "appointment" | "slot_hold"): Promise<string> {
  const [row] = await harness.admin<{ id: string }[]>`select id from appointments.${harness.admin(table)}`;
  return row?.id ?? "";
}

/** By operation: what it is sent after, and itself. BEGIN and COMMIT are statements, too. */
const OPERATIONS: readonly [string, (count: () => void) => Promise<void>, Counts][] = [
  [
    "booking",
    async (count) => {
      count();
      await run(BOOK, slot());
    },
    { statements: 9, roundTrips: 5 },
  ],
  [
    "booking with a reason",
    async (count) => {
      count();
      await run(BOOK, { ...slot(), reason: "A mole that itches" });
    },
    { statements: 10, roundTrips: 5 },
  ],
  [
    "holding",
    async (count) => {
      count();
      await run(HOLD, slot());
    },
    { statements: 9, roundTrips: 6 },
  ],
  [
    "booking what is held",
    async (count) => {
      await run(HOLD, slot());
      const holdId = await idOf("slot_hold");
      count();
      await run(BOOK_HOLD, { holdId });
    },
    { statements: 12, roundTrips: 6 },
  ],
  [
    "moving",
    async (count) => {
      await run(BOOK, slot());
      const appointmentId = await idOf("appointment");
      count();
      await run(RESCHEDULE, { appointmentId, startsAt: LATER });
    },
    { statements: 11, roundTrips: 6 },
  ],
  [
    "calling off",
    async (count) => {
      await run(BOOK, slot());
      const appointmentId = await idOf("appointment");
      count();
      await run(CANCEL, { appointmentId });
    },
    { statements: 8, roundTrips: 5 },
  ],
  [
    "booking a series of twelve",
    async (count) => {
      count();
      await run(SERIES, { ...slot(), recurrence: "FREQ=WEEKLY;COUNT=12", mode: "ALL_OR_NONE" });
    },
    { statements: 11, roundTrips: 6 },
  ],
];

describe("statements, and waits for Postgres", () => {
  it.each(OPERATIONS)("of %s", async (_name, once, expected) => {
    expect(await countSecond(once)).toEqual(expected);
  });
});

const SLOTS = `query ($clinicId: ID!, $serviceTypeId: ID!) { availableSlots(clinicId: $clinicId, serviceTypeId: $serviceTypeId,
  from: "2026-03-09", days: 7) { nodes { startsAt } } }`;

describe("what is taken", () => {
  it("is looked for between both ends of the days, not until the last appointment that there is", async () => {
    const id = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    await harness.admin`insert into appointments.allocation (id, tenant_id, appointment_id, resource_kind, resource_id, during, live)
      select gen_random_uuid(), ${world.tenantId}, ${id}, 'PRACTITIONER', resource_id, tstzrange(at, at + interval '1 hour'), true
      from (select gen_random_uuid() as resource_id from generate_series(1, 40)) resource,
        generate_series('2027-01-01'::timestamptz, '2027-01-20', interval '1 hour') at`;
    await harness.admin`analyze appointments.allocation`;
    recorder.clear();
    const { clinicId, serviceTypeId } = slot();
    const answer = await harness.execute(world.viewers.ownPatient, SLOTS, { clinicId, serviceTypeId });
    expect(answer.errors).toBeUndefined();
    const statement = recorder.statements.find(({ text }) => text.includes("unnest("));
    const { text, parameters } = viewerSettings(world.viewers.ownPatient, 60_000);
    const plan = await harness.admin.begin(async (tx) => {
      await tx.unsafe(text, [...parameters]);
      await tx.unsafe("set local role appointments_app; set local enable_seqscan = off");
      const rows = await tx.unsafe(`explain ${statement?.text ?? ""}`, [...(statement?.parameters ?? [])]);
      return rows.map((row) => String(row["QUERY PLAN"])).join("\n");
    });
    const [, conditions] = /allocation_busy [^]*?Index Cond: (.*)/.exec(plan) ?? [];
    expect(conditions).toMatch(/busy_until > .*busy_until < /);
  });
});
