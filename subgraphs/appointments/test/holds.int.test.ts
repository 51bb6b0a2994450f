import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { openDatabase } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { removeOldHolds } from "../services/timer.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertConsent,
  insertGuardianship,
  NOW,
  type ViewerName,
  type World,
} from "./world.ts";

const HOLD = `mutation ($input: HoldSlotInput!) { holdSlot(input: $input) {
  hold { id startsAt endsAt expiresAt clinic { id } serviceType { id } practitioner { id } patient { id } } userErrors { code field } } }`;
const RELEASE = `mutation ($id: ID!) { releaseHold(input: { holdId: $id }) { hold { id } userErrors { code field } } }`;
const BOOK_HOLD = `mutation ($input: BookHoldInput!) { bookHold(input: $input) {
  appointment { id status startsAt room { id } patient { id } } userErrors { code field } } }`;
const BOOK = `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) {
  appointment { id room { id } } userErrors { code field } } }`;
const SLOTS = `query ($id: ID!, $practitionerId: ID!) { availableSlots(serviceTypeId: $id, practitionerId: $practitionerId,
  from: "2026-03-09", days: 1) { nodes { startsAt } } }`;
const START = "2026-03-09T08:00:00.000Z";
const LATER = ["2026-03-09T08:30:00Z", "2026-03-09T09:00:00Z", "2026-03-09T09:30:00Z"] as const;

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
  await harness.admin`truncate appointments.idempotency_key, appointments.schedule_exception`;
});

function wanted(changes: Record<string, unknown>): Record<string, unknown> {
  return {
    ...{ clinicId: world.clinicId, serviceTypeId: world.checkId, practitionerId: world.practitionerId },
    ...{ patientId: world.patientId, startsAt: START, ...changes },
  };
}

function hold(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  return harness.execute(viewer, HOLD, { input: wanted(changes) });
}

function book(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  return harness.execute(viewer, BOOK, { input: wanted(changes) });
}

function bookHold(
  viewer: Viewer,
  holdId: string,
  changes: Record<string, unknown> = {},
): Promise<GraphqlAnswer> {
  return harness.execute(viewer, BOOK_HOLD, { input: { holdId, ...changes } });
}

/** What came of a mutation: the code of the error or user error, or DONE. */
function outcomeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) return String(errors[0]?.extensions["code"]);
  const [payload] = Object.values(data as Record<string, { userErrors: { code: string }[] }>);
  return payload?.userErrors[0]?.code ?? "DONE";
}

async function held(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await hold(viewer, changes);
  expect(outcomeOf(answer)).toBe("DONE");
  return answer.data.holdSlot.hold.id as string;
}

/** Lets the hold expire, a moment ago. */
async function expire(holdId: string): Promise<void> {
  const moment = new Date(Date.now() - 1);
  await harness.admin`update appointments.slot_hold set expires_at = ${moment} where id = ${holdId}`;
  await harness.admin`update appointments.allocation set expires_at = ${moment} where hold_id = ${holdId}`;
}

/** By another practitioner and for another patient: only rooms can be in the way. */
function byColleague(): Record<string, unknown> {
  return { practitionerId: world.otherPractitionerId, patientId: world.otherPatientId };
}

async function isOffered(): Promise<boolean> {
  const { data } = await harness.execute(world.viewers.ownPatient, SLOTS, {
    ...{ id: world.checkId, practitionerId: world.practitionerId },
  });
  const slots: { startsAt: string }[] = data.availableSlots.nodes;
  return slots.some(({ startsAt }) => startsAt === START);
}

describe("holdSlot", () => {
  it("keeps practitioner, room and patient free for ten minutes", async () => {
    const answer = await hold(world.viewers.ownPatient);
    const { id, expiresAt, ...kept } = answer.data.holdSlot.hold;
    expect(kept).toEqual({
      ...{ startsAt: START, endsAt: "2026-03-09T08:30:00.000Z", clinic: { id: world.clinicId } },
      ...{ serviceType: { id: world.checkId }, practitioner: { id: world.practitionerId } },
      patient: { id: world.patientId },
    });
    // By the clock of the database, which is not the one of the test.
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 600_000)).toBeLessThan(60_000);
    expect(await isOffered()).toBe(false);
    expect(outcomeOf(await book(world.viewers.admin, { patientId: world.otherPatientId }))).toBe(
      "SLOT_TAKEN",
    );
    expect(outcomeOf(await book(world.viewers.admin, { practitionerId: world.otherPractitionerId }))).toBe(
      "PATIENT_BUSY",
    );
    const entries = await recordedAudit(harness.admin, "appointments");
    expect(entries).toContainEqual(
      expect.objectContaining({ action: "appointment:hold", patientId: world.patientId, entityId: id }),
    );
  });

  it("says what is wrong as booking does", async () => {
    await book(world.viewers.admin);
    expect(outcomeOf(await hold(world.viewers.admin, { patientId: world.otherPatientId }))).toBe(
      "SLOT_TAKEN",
    );
    for (const [changes, expected] of [
      [{ startsAt: "2026-03-09T08:10:00Z" }, "SLOT_NOT_OFFERED"],
      [{ startsAt: "2026-03-09T05:00:00Z" }, "SLOT_IN_PAST"],
      [{ clinicId: newId() }, "CLINIC_NOT_FOUND"],
      [{ serviceTypeId: newId() }, "SERVICE_TYPE_NOT_FOUND"],
      [{ practitionerId: newId() }, "PRACTITIONER_NOT_FOUND"],
      [{ patientId: world.foreignPatientId }, "PATIENT_NOT_FOUND"],
      [{ startsAt: "2926-03-09T08:00:00Z" }, "TOO_FAR_AHEAD"],
    ] as const) {
      expect(outcomeOf(await hold(world.viewers.ownPatient, changes))).toBe(expected);
    }
    expect(await harness.admin`select from appointments.slot_hold`).toHaveLength(0);
  });

  it("keeps three times at most for a patient, and one more when one of them has ended", async () => {
    const ids = [await held(world.viewers.ownPatient)];
    for (const startsAt of LATER.slice(0, 2)) ids.push(await held(world.viewers.ownPatient, { startsAt }));
    const more = (): Promise<GraphqlAnswer> => hold(world.viewers.ownPatient, { startsAt: LATER[2] });
    expect(outcomeOf(await more())).toBe("TOO_MANY_HOLDS");
    await expire(ids[0] ?? "");
    expect(outcomeOf(await more())).toBe("DONE");
  });

  it("gives a time to one of many who want it in the same moment", async () => {
    const patients = [world.patientId, world.otherPatientId];
    const answers = await Promise.all(
      [...patients, ...patients, ...patients].map((patientId) => hold(world.viewers.admin, { patientId })),
    );
    expect(answers.filter((answer) => outcomeOf(answer) === "DONE")).toHaveLength(1);
  });

  it("does once what is sent twice under one key", async () => {
    const changes = { idempotencyKey: "hold-1" };
    const [first, again] = [
      await hold(world.viewers.ownPatient, changes),
      await hold(world.viewers.ownPatient, changes),
    ];
    expect(again.data).toEqual(first.data);
    expect(outcomeOf(await hold(world.viewers.ownPatient, { ...changes, startsAt: LATER[0] }))).toBe(
      "CONFLICT",
    );
    expect(await harness.admin`select from appointments.slot_hold`).toHaveLength(1);
  });

  it.each<[ViewerName, string]>([
    ["ownPatient", "DONE"],
    ["otherPatient", "PATIENT_NOT_FOUND"],
    ["practitioner", "AUTH_FORBIDDEN"],
    ["supportInRegion", "DONE"],
    ["admin", "DONE"],
    ["analyst", "AUTH_FORBIDDEN"],
    ["partner", "PATIENT_NOT_FOUND"],
    ["foreignAdmin", "CLINIC_NOT_FOUND"],
  ])("answers %s with %s", async (viewer, expected) => {
    expect(outcomeOf(await hold(world.viewers[viewer]))).toBe(expected);
  });

  it("is for a partner's program that the patient lets book, which then books it", async () => {
    await insertConsent(harness.admin, { ...world, scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"] });
    const id = await held(world.viewers.partner);
    expect(outcomeOf(await bookHold(world.viewers.partner, id))).toBe("DONE");
    await harness.admin`delete from appointments.known_consent`;
  });
});

describe("a guardian", () => {
  it("holds, books what is held and lets go of it for who is in its care, as far as it may book", async () => {
    const guardian = world.viewers.otherPatient;
    const accountId = guardian.accountId ?? "";
    const scopes = ["APPOINTMENT_READ"] as const;
    const { tenantId, patientId } = world;
    const reading = await insertGuardianship(harness.admin, { tenantId, patientId, accountId, scopes });
    expect(outcomeOf(await hold(guardian))).toBe("AUTH_FORBIDDEN");
    await harness.admin`update appointments.known_guardianship set scopes = '{APPOINTMENT_READ,APPOINTMENT_BOOK}' where id = ${reading}`;
    expect(outcomeOf(await bookHold(guardian, await held(guardian)))).toBe("DONE");
    const other = await held(guardian, { startsAt: LATER[0] });
    expect(outcomeOf(await harness.execute(guardian, RELEASE, { id: other }))).toBe("DONE");
    await harness.admin`delete from appointments.known_guardianship`;
    expect(outcomeOf(await hold(guardian, { startsAt: LATER[1] }))).toBe("PATIENT_NOT_FOUND");
  });
});

describe("bookHold", () => {
  it("books what is kept, in the room that was kept, and ends the hold", async () => {
    const id = await held(world.viewers.ownPatient);
    const [kept] = await harness.admin<
      { room: string }[]
    >`select room_id as room from appointments.slot_hold`;
    const answer = await bookHold(world.viewers.ownPatient, id, { reason: "A mole" });
    expect(answer.data.bookHold.appointment).toMatchObject({
      ...{ status: "BOOKED", startsAt: START, room: { id: kept?.room }, patient: { id: world.patientId } },
    });
    const told = await harness.admin`select reason from appointments.appointment_clinical`;
    expect(told).toEqual([{ reason: "A mole" }]);
    const live = await harness.admin<{ holdId: string | null }[]>`
      select hold_id as "holdId" from appointments.allocation where live`;
    expect(live.map(({ holdId }) => holdId)).toEqual([null, null, null]);
    expect(outcomeOf(await bookHold(world.viewers.ownPatient, id))).toBe("HOLD_ENDED");
  });

  it("refuses one that expired a moment ago, and whoever comes then has the time", async () => {
    const id = await held(world.viewers.ownPatient);
    await expire(id);
    expect(await isOffered()).toBe(true);
    expect(outcomeOf(await bookHold(world.viewers.ownPatient, id))).toBe("HOLD_EXPIRED");
    expect(outcomeOf(await book(world.viewers.admin, { patientId: world.otherPatientId }))).toBe("DONE");
    expect(outcomeOf(await bookHold(world.viewers.ownPatient, id))).toBe("HOLD_EXPIRED");
    const live = await harness.admin`select from appointments.allocation where live and hold_id is not null`;
    // The patient's own of that hold stands until it is in somebody's way.
    expect(live.length).toBeLessThanOrEqual(1);
  });

  it("leaves a time that has expired to one of those who hold and book it in the same moment", async () => {
    await expire(await held(world.viewers.ownPatient));
    const patientId = world.otherPatientId;
    const answers = await Promise.all([
      book(world.viewers.admin, { patientId }),
      hold(world.viewers.admin, { patientId }),
      book(world.viewers.ownPatient),
      hold(world.viewers.ownPatient),
    ]);
    expect(answers.filter((answer) => outcomeOf(answer) === "DONE")).toHaveLength(1);
  });

  it("looks again at what has changed meanwhile", async () => {
    const id = await held(world.viewers.ownPatient);
    await harness.admin`insert into appointments.schedule_exception (id, tenant_id, kind, practitioner_id, first_date, last_date)
      values (${newId()}, ${world.tenantId}, 'LEAVE', ${world.practitionerId}, '2026-03-09', '2026-03-09')`;
    expect(outcomeOf(await bookHold(world.viewers.ownPatient, id))).toBe("SLOT_NOT_OFFERED");
    expect(await harness.admin`select from appointments.allocation where live`).toHaveLength(3);
  });

  it("books once what is sent twice, one after the other or together", async () => {
    const id = await held(world.viewers.ownPatient);
    const together = await Promise.all([1, 2, 3].map(() => bookHold(world.viewers.ownPatient, id)));
    expect(together.map(outcomeOf).sort()).toEqual(["DONE", "HOLD_ENDED", "HOLD_ENDED"]);
    const next = await held(world.viewers.ownPatient, { startsAt: LATER[0] });
    const keyed = { idempotencyKey: "book-1" };
    const first = await bookHold(world.viewers.ownPatient, next, keyed);
    expect((await bookHold(world.viewers.ownPatient, next, keyed)).data).toEqual(first.data);
    expect(await harness.admin`select from appointments.appointment`).toHaveLength(2);
  });

  it.each<[ViewerName, string]>([
    ["otherPatient", "HOLD_NOT_FOUND"],
    ["practitioner", "AUTH_FORBIDDEN"],
    ["supportInRegion", "DONE"],
    ["supportElsewhere", "HOLD_NOT_FOUND"],
    ["admin", "DONE"],
    ["partner", "HOLD_NOT_FOUND"],
    ["foreignAdmin", "HOLD_NOT_FOUND"],
  ])("answers %s with %s, and releaseHold alike", async (viewer, expected) => {
    const id = await held(world.viewers.ownPatient);
    expect(outcomeOf(await bookHold(world.viewers[viewer], id))).toBe(expected);
    const other = await held(world.viewers.ownPatient, { startsAt: LATER[0] });
    expect(outcomeOf(await harness.execute(world.viewers[viewer], RELEASE, { id: other }))).toBe(expected);
  });
});

describe("releaseHold", () => {
  it("frees the time at once", async () => {
    const id = await held(world.viewers.ownPatient);
    expect(outcomeOf(await harness.execute(world.viewers.ownPatient, RELEASE, { id }))).toBe("DONE");
    expect(await isOffered()).toBe(true);
    expect(outcomeOf(await harness.execute(world.viewers.ownPatient, RELEASE, { id }))).toBe("HOLD_ENDED");
    expect(outcomeOf(await bookHold(world.viewers.ownPatient, id))).toBe("HOLD_ENDED");
    expect(outcomeOf(await harness.execute(world.viewers.ownPatient, RELEASE, { id: newId() }))).toBe(
      "HOLD_NOT_FOUND",
    );
    expect(outcomeOf(await harness.execute(world.viewers.ownPatient, RELEASE, { id: "x" }))).toBe(
      "VALIDATION_ERROR",
    );
  });
});

describe("holds of yesterday", () => {
  it("are removed with what they took, and younger ones stay", async () => {
    const [old, young] = [
      await held(world.viewers.ownPatient),
      await held(world.viewers.admin, byColleague()),
    ];
    await harness.admin`update appointments.slot_hold
      set created_at = now() - case id when ${old} then interval '25 hours' else interval '23 hours' end`;
    const database = openDatabase({
      url: harness.database.urlFor("appointments_app"),
      maxConnections: 1,
      applicationName: "timer",
    });
    expect(await removeOldHolds({ database })).toBe(false);
    await database.close();
    expect(await harness.admin`select id from appointments.slot_hold`).toEqual([{ id: young }]);
    expect(await harness.admin`select from appointments.allocation where hold_id = ${old}`).toHaveLength(0);
  });
});

describe("overbooking", () => {
  beforeEach(async () => {
    await harness.admin`update appointments.clinic set overbooking_limit = 1 where id = ${world.clinicId}`;
    expect(outcomeOf(await book(world.viewers.admin))).toBe("DONE");
  });
  const more = { overbook: true };

  it("gives staff as many more as the clinic allows, each in a lane and a room of its own", async () => {
    const patientId = world.otherPatientId;
    expect(outcomeOf(await book(world.viewers.supportInRegion, { patientId }))).toBe("PATIENT_NOT_FOUND");
    expect(outcomeOf(await book(world.viewers.admin, { patientId }))).toBe("SLOT_TAKEN");
    expect(outcomeOf(await book(world.viewers.admin, { patientId, ...more }))).toBe("DONE");
    const lanes = await harness.admin<{ lane: number }[]>`select lane from appointments.allocation
      where resource_kind = 'PRACTITIONER' and live order by lane`;
    expect(lanes.map(({ lane }) => lane)).toEqual([0, 1]);
    const rooms = await harness.admin`select distinct room_id from appointments.appointment`;
    expect(rooms).toHaveLength(2);
    const third = newId();
    await harness.admin`insert into appointments.known_patient (id, tenant_id, region)
      values (${third}, ${world.tenantId}, 'eu-central')`;
    expect(outcomeOf(await book(world.viewers.admin, { patientId: third, ...more }))).toBe("SLOT_TAKEN");
  });

  it("changes nothing for patients, and where the clinic allows none", async () => {
    const own = { ...world.viewers.ownPatient, patientId: world.otherPatientId };
    expect(outcomeOf(await book(own, { patientId: world.otherPatientId, ...more }))).toBe("SLOT_TAKEN");
    await harness.admin`update appointments.clinic set overbooking_limit = 0 where id = ${world.clinicId}`;
    expect(outcomeOf(await book(world.viewers.admin, { patientId: world.otherPatientId, ...more }))).toBe(
      "SLOT_TAKEN",
    );
  });

  it("is held to the number by the database, also for who asks in the same moment", async () => {
    const patients = Array.from({ length: 4 }, newId);
    for (const id of patients) {
      await harness.admin`insert into appointments.known_patient (id, tenant_id, region)
        values (${id}, ${world.tenantId}, 'eu-central')`;
    }
    const answers = await Promise.all(
      patients.map((patientId) => book(world.viewers.admin, { patientId, ...more })),
    );
    expect(answers.filter((answer) => outcomeOf(answer) === "DONE")).toHaveLength(1);
    const [appointment] = await harness.admin<
      { id: string }[]
    >`select id from appointments.appointment limit 1`;
    const take = (lane: number, kind: string): Promise<unknown> =>
      harness.admin`insert into appointments.allocation
          (id, tenant_id, appointment_id, resource_kind, resource_id, lane, during, live)
        values (${newId()}, ${world.tenantId}, ${appointment?.id ?? ""}, ${kind}, ${world.practitionerId}, ${lane},
          '[2027-03-09,2027-03-10)', true)`;
    await expect(take(11, "PRACTITIONER")).rejects.toMatchObject({ code: "23514" });
    await expect(take(1, "ROOM")).rejects.toMatchObject({ code: "23514" });
  });
});

describe("SQL statements", () => {
  it("are the same however much is held", async () => {
    const count = async (answer: () => Promise<GraphqlAnswer>): Promise<number> => {
      harness.statements.clear();
      expect(outcomeOf(await answer())).toBe("DONE");
      return harness.statements.list.length;
    };
    // Who reads of an appointment is on record, which costs more.
    const unread = (document: string): string =>
      document.replace(/\{\n  (hold|appointment) \{[^]*\} userErrors/, "{ $1 { __typename } userErrors");
    // BEGIN, settings, turn, situation, count, hold, allocations, outbox, COMMIT.
    expect(
      await count(() => harness.execute(world.viewers.ownPatient, unread(HOLD), { input: wanted({}) })),
    ).toBe(9);
    const [row] = await harness.admin<{ id: string }[]>`select id from appointments.slot_hold`;
    // BEGIN, settings, hold, turn, situation, end of the hold, release, appointment, allocations, sequence, outbox, COMMIT.
    expect(
      await count(() =>
        harness.execute(world.viewers.ownPatient, unread(BOOK_HOLD), { input: { holdId: row?.id } }),
      ),
    ).toBe(12);
  });
});
