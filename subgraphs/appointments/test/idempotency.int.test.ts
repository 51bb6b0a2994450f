import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertConsent, NOW, type World } from "./world.ts";

const BOOK = `mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) { appointment { id status } userErrors { code } } }`;
const CANCEL = `mutation ($id: ID!) {
  cancelAppointment(input: { appointmentId: $id }) { userErrors { code } } }`;
const EARLY = "2026-03-09T08:00:00Z";
const LATE = "2026-03-09T10:00:00Z";

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await clearAppointments(harness);
  await harness.admin`truncate appointments.idempotency_key`;
});

function book(
  viewer: Viewer,
  idempotencyKey: string | null,
  changes: Record<string, unknown> = {},
): Promise<GraphqlAnswer> {
  const input = {
    ...{ clinicId: world.clinicId, serviceTypeId: world.checkId, practitionerId: world.practitionerId },
    ...{ patientId: world.patientId, startsAt: EARLY, idempotencyKey, ...changes },
  };
  return harness.execute(viewer, BOOK, { input });
}

/** What came of it: the user error, the code of the error, or the appointment's id; and whether it was told again. */
function outcomeOf({
  data,
  errors,
  extensions,
}: GraphqlAnswer): readonly [outcome: string, isReplay: boolean] {
  const isReplay = extensions?.["idempotency"] !== undefined;
  if (errors !== undefined) return [String(errors[0]?.extensions["code"]), isReplay];
  const { appointment, userErrors } = data.bookAppointment;
  return [String(appointment === null ? userErrors[0].code : appointment.id), isReplay];
}

async function counts(): Promise<unknown> {
  const [row] =
    await harness.admin`select (select count(*)::int from appointments.appointment) as appointments,
    (select count(*)::int from appointments.outbox where type = 'appointment.booked.v1') as events,
    (select count(*)::int from appointments.idempotency_key) as keys`;
  return row;
}

describe("a mutation with an idempotency key", () => {
  it("is done once: the same key and input get the same appointment, and are told so", async () => {
    const { admin } = world.viewers;
    const first = await book(admin, "one");
    const [id, isReplay] = outcomeOf(first);
    expect([isReplay, id]).toEqual([false, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const again = await book(admin, "one", { reason: null, confidentiality: "NORMAL" });
    expect(again).toEqual({
      ...first,
      extensions: { idempotency: [{ idempotencyKey: "one", isReplay: true }] },
    });
    expect(await counts()).toEqual({ appointments: 1, events: 1, keys: 1 });
  });

  it("is done once when it is sent many times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => book(world.viewers.admin, "many")));
    const outcomes = answers.map((answer) => outcomeOf(answer)[0]);
    const ids = new Set(outcomes.filter((outcome) => outcome !== "REQUEST_IN_PROGRESS"));
    expect(ids.size).toBe(1);
    expect(await counts()).toEqual({ appointments: 1, events: 1, keys: 1 });
  });

  it("is refused for now while the first attempt is at work, and gets its outcome afterwards", async () => {
    const { admin } = world.viewers;
    const release = Promise.withResolvers<undefined>();
    const taken = Promise.withResolvers<undefined>();
    // Whoever books has to wait for the clinic's rooms, with the key in hand.
    const blocker = harness.admin.begin(async (sql) => {
      await sql`lock table appointments.allocation in exclusive mode`;
      taken.resolve(undefined);
      await release.promise;
    });
    await taken.promise;
    const first = book(admin, "slow");
    await untilWaiting();
    const second = await book(admin, "slow");
    expect(second.errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: "REQUEST_IN_PROGRESS", retryable: true },
    ]);
    release.resolve(undefined);
    await blocker;
    const [id] = outcomeOf(await first);
    expect(outcomeOf(await book(admin, "slow"))).toEqual([id, true]);
  });

  it("is a conflict with another input, and nothing is done", async () => {
    const { admin } = world.viewers;
    await book(admin, "other");
    expect(outcomeOf(await book(admin, "other", { startsAt: LATE }))).toEqual(["CONFLICT", false]);
    expect(await counts()).toEqual({ appointments: 1, events: 1, keys: 1 });
  });

  it("tells a refusal again, although it could be done by now", async () => {
    const { admin } = world.viewers;
    const [id] = outcomeOf(await book(admin, null));
    expect(outcomeOf(await book(admin, "taken"))).toEqual(["SLOT_TAKEN", false]);
    await harness.execute(admin, CANCEL, { id });
    expect(outcomeOf(await book(admin, "taken"))).toEqual(["SLOT_TAKEN", true]);
    expect(outcomeOf(await book(admin, "another"))).toEqual([expect.any(String), false]);
  });

  it("keeps nothing of an attempt that failed", async () => {
    const { analyst, admin } = world.viewers;
    expect(outcomeOf(await book(analyst, "failed"))).toEqual(["AUTH_FORBIDDEN", false]);
    expect(outcomeOf(await book(admin, "failed", { patientId: "no id" }))).toEqual([
      "VALIDATION_ERROR",
      false,
    ]);
    expect(await counts()).toEqual({ appointments: 0, events: 0, keys: 0 });
  });

  it("belongs to its caller: another one's is another key", async () => {
    const { admin, ownPatient } = world.viewers;
    const [id] = outcomeOf(await book(admin, "shared"));
    expect(outcomeOf(await book(ownPatient, "shared"))).toEqual(["SLOT_TAKEN", false]);
    const inApp: Viewer = { ...admin, clientId: "some-app", scopes: null };
    expect(
      outcomeOf(await book(inApp, "shared", { startsAt: LATE, patientId: world.otherPatientId })),
    ).toEqual([expect.any(String), false]);
    expect(outcomeOf(await book(admin, "shared"))).toEqual([id, true]);
    expect(await counts()).toMatchObject({ appointments: 2, keys: 3 });
  });

  it("is a program's as well", async () => {
    await insertConsent(harness.admin, {
      ...{ tenantId: world.tenantId, patientId: world.patientId },
      scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
    });
    const { partner } = world.viewers;
    const first = await book(partner, "program");
    const [id, isReplay] = outcomeOf(first);
    expect([id, isReplay]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), false]);
    expect(outcomeOf(await book(partner, "program"))).toEqual([id, true]);
  });

  it("tells what was made as it is now, and to who may see it now", async () => {
    const { supportInRegion } = world.viewers;
    const [id] = outcomeOf(await book(supportInRegion, "now"));
    await harness.execute(world.viewers.admin, CANCEL, { id });
    const again = await book(supportInRegion, "now");
    expect(again.data.bookAppointment.appointment).toEqual({ id, status: "CANCELLED" });
    const moved: Viewer = { ...supportInRegion, regions: ["in-west"] };
    expect(outcomeOf(await book(moved, "now"))).toEqual(["RESOURCE_NOT_FOUND", false]);
  });

  it.each([
    ["nothing", ""],
    ["spaces", "two words"],
    ["what is no ASCII", "schlüssel"],
    ["more than 255 characters", "k".repeat(256)],
  ])("is refused for a key of %s", async (_what, key) => {
    const { errors } = await book(world.viewers.admin, key);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "VALIDATION_ERROR",
      fields: [{ field: "input.idempotencyKey" }],
    });
    expect(await counts()).toEqual({ appointments: 0, events: 0, keys: 0 });
  });

  it("costs three statements more than one without", async () => {
    const { admin } = world.viewers;
    const statementsOf = async (...given: Parameters<typeof book>): Promise<number> => {
      harness.statements.clear();
      await book(...given);
      return harness.statements.list.length;
    };
    // The first of a connection tells Postgres more.
    await statementsOf(admin, null);
    const without = await statementsOf(admin, null, { startsAt: LATE });
    expect(await statementsOf(admin, newId(), { startsAt: "2026-03-09T09:00:00Z" })).toBe(without + 3);
  });
});

/** Resolves when a statement of the subgraph waits for a lock. */
async function untilWaiting(): Promise<void> {
  for (;;) {
    const [row] = await harness.admin<
      { waiting: number }[]
    >`select count(*)::int as waiting from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`;
    if ((row?.waiting ?? 0) > 0) return;
  }
}
