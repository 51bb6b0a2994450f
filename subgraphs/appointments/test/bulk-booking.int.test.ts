import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertConsent,
  insertPatient,
  insertRoom,
  insertSchedules,
  NOW,
  payloadsOf,
  type ViewerName,
  type World,
} from "./world.ts";

const RESULTS = "results { row appointment { id startsAt status patient { id } room { id } } problem }";
const BOOK = `mutation ($input: BookAppointmentsInput!) { bookAppointments(input: $input) {
  ${RESULTS} userErrors { code field } } }`;
/** Slots of a morning, 09:00 to 12:00 in Berlin. */
const TIMES = ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30"].map(
  (time) => `2026-03-16T${time}:00.000Z`,
);

const DAY_MS = 24 * 60 * 60_000;

type Row = Readonly<Record<string, unknown>>;

interface Told {
  readonly row: number;
  readonly appointment: {
    readonly id: string;
    readonly startsAt: string;
    readonly patient: { readonly id: string };
    readonly room: { readonly id: string };
  } | null;
  readonly problem: string | null;
}

let harness: SubgraphHarness;
let world: World;
let sides: { readonly clinicId: string; readonly serviceTypeId: string; readonly practitionerId: string };

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  const { admin } = harness;
  const { tenantId, otherClinicId: clinicId } = world;
  const [serviceTypeId, practitionerId] = [newId(), newId()];
  await insertRoom(admin, { id: newId(), tenantId, clinicId, name: "Deccan 1" });
  await admin`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
      buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency, minimum_notice_minutes)
    values (${serviceTypeId}, ${tenantId}, ${clinicId}, 'Yoga', 60, 0, 0, 90000, 'INR', 1440)`;
  await insertSchedules(admin, { tenantId, clinicId, practitionerId });
  sides = { clinicId, serviceTypeId, practitionerId };
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await clearAppointments(harness);
  await harness.admin`truncate appointments.idempotency_key, appointments.known_consent`;
});

/** A row of the world's patient with the world's practitioner at the first of {@link TIMES}, changed so. */
function row(changes: Row = {}): Row {
  const { clinicId, checkId: serviceTypeId, practitionerId, patientId } = world;
  return { ...{ clinicId, serviceTypeId, practitionerId, patientId }, startsAt: TIMES[0], ...changes };
}

function rowAt(index: number, changes: Row = {}): Row {
  return row({ startsAt: TIMES[index], ...changes });
}

function book(viewer: Viewer, rows: readonly Row[], changes: Row = {}): Promise<GraphqlAnswer> {
  return harness.execute(viewer, BOOK, { input: { rows, mode: "BEST_EFFORT", ...changes } });
}

function resultsOf({ data }: GraphqlAnswer): readonly Told[] {
  return data.bookAppointments.results as readonly Told[];
}

/** Of each row: BOOKED, why not, or `-` where only others were in the way. */
function toldOf(answer: GraphqlAnswer): readonly string[] {
  return resultsOf(answer).map(({ appointment, problem }) => problem ?? (appointment ? "BOOKED" : "-"));
}

/** The code of the error or user error, or DONE. */
function outcomeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) return String(errors[0]?.extensions["code"]);
  return String(data.bookAppointments.userErrors[0]?.code ?? "DONE");
}

async function stored(): Promise<number> {
  return (await harness.admin`select from appointments.appointment`).length;
}

/** So many more patients, with what they let the partner's program do. */
async function patientsWith(
  count: number,
  scopes: Parameters<typeof insertConsent>[1]["scopes"] | null,
): Promise<readonly string[]> {
  const { tenantId } = world;
  const ids = Array.from({ length: count }, () => newId());
  for (const patientId of ids) {
    await insertPatient(harness.admin, { id: patientId, tenantId, region: "eu-central" });
    if (scopes !== null) await insertConsent(harness.admin, { tenantId, patientId, scopes });
  }
  return ids;
}

describe("bookAppointments", () => {
  it("books rows of several clinics, services and patients, with an event and an audit entry each", async () => {
    const rows = [
      row(),
      rowAt(1, { patientId: world.otherPatientId, reason: "A check-up" }),
      row({ ...sides, patientId: world.otherPatientId, startsAt: "2026-03-16T03:30:00.000Z" }),
      // With its buffers it begins at the grid of an hour, 15 minutes later.
      row({
        ...{ serviceTypeId: world.surgeryId, practitionerId: world.otherPractitionerId },
        ...{
          patientId: world.otherPatientId,
          startsAt: "2026-03-16T09:15:00.000Z",
          confidentiality: "RESTRICTED",
        },
      }),
    ];
    const answer = await book(world.viewers.admin, rows, { mode: "ALL_OR_NONE" });
    expect(outcomeOf(answer)).toBe("DONE");
    expect(resultsOf(answer)).toMatchObject(
      rows.map(({ startsAt, patientId }, index) => ({
        ...{ row: index, problem: null },
        appointment: { startsAt, status: "BOOKED", patient: { id: patientId } },
      })),
    );
    const ids = resultsOf(answer).map(({ appointment }) => appointment?.id);
    const events = await payloadsOf(harness.admin, "appointment.booked.v1");
    expect(events.map(({ appointmentId }) => appointmentId)).toEqual(ids);
    const audit = await recordedAudit(harness.admin, "appointments");
    expect(
      audit.filter(({ action, category }) => category === "CHANGE" && action === "appointment:book"),
    ).toHaveLength(4);
    const live = await harness.admin`select from appointments.allocation where live`;
    expect(live).toHaveLength(12);
    const kept = await harness.admin`select c.reason, confidentiality
      from appointments.appointment left join appointments.appointment_clinical c using (id) order by starts_at`;
    expect(kept.map(({ reason, confidentiality }): unknown => [reason, confidentiality])).toEqual([
      [null, "NORMAL"],
      [null, "NORMAL"],
      ["A check-up", "NORMAL"],
      [null, "RESTRICTED"],
    ]);
  });

  it("tells of rows that are in each other's way: the later one is", async () => {
    const { otherPatientId, otherPractitionerId } = world;
    const answer = await book(world.viewers.admin, [
      row(),
      row({ patientId: otherPatientId }),
      row(),
      row({ practitionerId: otherPractitionerId }),
      row({ practitionerId: otherPractitionerId, patientId: otherPatientId }),
    ]);
    expect(toldOf(answer)).toEqual(["BOOKED", "SLOT_TAKEN", "SLOT_TAKEN", "PATIENT_BUSY", "BOOKED"]);
    const rooms = resultsOf(answer).flatMap(({ appointment }) => appointment?.room.id ?? []);
    expect(new Set(rooms).size).toBe(2);
  });

  it("books all or none: one row that cannot be had leaves nothing, and is named", async () => {
    await insertAppointment(harness.admin, world, {
      startsAt: TIMES[1] ?? "",
      patientId: world.otherPatientId,
    });
    const answer = await book(world.viewers.admin, [row(), rowAt(1), rowAt(2)], { mode: "ALL_OR_NONE" });
    expect(outcomeOf(answer)).toBe("BOOKINGS_INCOMPLETE");
    expect(toldOf(answer)).toEqual(["-", "SLOT_TAKEN", "-"]);
    expect(await stored()).toBe(1);
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toHaveLength(0);
  });

  it("says of each row what single bookings say, and that nothing was booked when nothing was", async () => {
    const { viewers, closedClinicId, foreignClinicId, foreignPatientId } = world;
    const answer = await book(viewers.admin, [
      row({ clinicId: newId() }),
      row({ clinicId: closedClinicId }),
      row({ clinicId: foreignClinicId }),
      row({ serviceTypeId: newId() }),
      row({ serviceTypeId: sides.serviceTypeId }),
      row({ practitionerId: newId() }),
      row({ patientId: newId() }),
      row({ patientId: foreignPatientId }),
      row({ startsAt: "2026-03-09T05:00:00Z" }),
      row({ startsAt: "2026-03-16T08:10:00Z" }),
      row({ practitionerId: sides.practitionerId }),
    ]);
    expect(toldOf(answer)).toEqual([
      ...["CLINIC_NOT_FOUND", "CLINIC_NOT_FOUND", "CLINIC_NOT_FOUND"],
      ...["SERVICE_TYPE_NOT_FOUND", "SERVICE_TYPE_NOT_FOUND", "PRACTITIONER_NOT_FOUND"],
      ...["PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND", "SLOT_IN_PAST", "SLOT_NOT_OFFERED", "SLOT_NOT_OFFERED"],
    ]);
    expect(outcomeOf(answer)).toBe("NOTHING_BOOKED");
    expect(await stored()).toBe(0);
  });

  it("holds patients to a service's notice and staff not, and lets staff overbook as far as the clinic does", async () => {
    const soon = { ...sides, startsAt: "2026-03-10T03:30:00.000Z" };
    expect(toldOf(await book(world.viewers.ownPatient, [row(soon)]))).toEqual(["NOTICE_TOO_SHORT"]);
    expect(toldOf(await book(world.viewers.admin, [row(soon)]))).toEqual(["BOOKED"]);
    const { admin } = harness;
    await admin`update appointments.clinic set overbooking_limit = 1 where id = ${world.clinicId}`;
    const [third] = await patientsWith(1, null);
    const overbooked = [world.patientId, world.otherPatientId, third].map((patientId) =>
      row({ patientId, overbook: true }),
    );
    expect(toldOf(await book(world.viewers.admin, overbooked))).toEqual(["BOOKED", "BOOKED", "SLOT_TAKEN"]);
    await admin`update appointments.clinic set overbooking_limit = 0 where id = ${world.clinicId}`;
  });

  it("books behind holds that have expired, and not what is held", async () => {
    const hold = `mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { hold { id } userErrors { code } } }`;
    for (const index of [0, 1, 2]) {
      await harness.execute(world.viewers.admin, hold, { input: rowAt(index) });
    }
    const moment = new Date(Date.now() - 1);
    await harness.admin`update appointments.allocation set expires_at = ${moment}
      where hold_id in (select id from appointments.slot_hold where starts_at < ${TIMES[2] ?? ""}::timestamptz)`;
    const { otherPatientId: patientId } = world;
    const rows = [0, 1, 2].map((index) => rowAt(index, { patientId }));
    expect(toldOf(await book(world.viewers.admin, rows))).toEqual(["BOOKED", "BOOKED", "SLOT_TAKEN"]);
  });

  it.each([
    ["no rows", { rows: [] }],
    ["51 rows", { rows: Array.from({ length: 51 }, () => ({})) }],
    ["an unknown mode", { mode: "SOME" }],
    ["what is no time", { rows: [{ startsAt: "never" }] }],
  ])("refuses %s", async (_name, { rows, ...changes }: { rows?: readonly Row[]; mode?: string }) => {
    const outcome = outcomeOf(await book(world.viewers.admin, (rows ?? [{}]).map(row), changes));
    expect(["VALIDATION_ERROR", "BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"]).toContain(outcome);
    expect(await stored()).toBe(0);
  });
});

describe("who books in bulk", () => {
  it.each<[ViewerName, readonly string[] | string]>([
    ["ownPatient", ["BOOKED", "PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND"]],
    ["otherPatient", ["PATIENT_NOT_FOUND", "BOOKED", "BOOKED"]],
    ["practitioner", "AUTH_FORBIDDEN"],
    // Where, and for whom: both are of their regions.
    ["supportInRegion", ["BOOKED", "PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND"]],
    ["supportElsewhere", ["PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND", "BOOKED"]],
    ["admin", ["BOOKED", "BOOKED", "BOOKED"]],
    ["analyst", "AUTH_FORBIDDEN"],
    ["partner", ["PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND"]],
    ["foreignAdmin", ["CLINIC_NOT_FOUND", "CLINIC_NOT_FOUND", "CLINIC_NOT_FOUND"]],
  ])("%s: %j", async (name, expected) => {
    const answer = await book(world.viewers[name], [
      row(),
      rowAt(1, { patientId: world.otherPatientId }),
      row({ ...sides, patientId: world.otherPatientId, startsAt: "2026-03-16T03:30:00.000Z" }),
    ]);
    expect(answer.errors === undefined ? toldOf(answer) : outcomeOf(answer)).toEqual(expected);
    expect(await stored()).toBe(
      typeof expected === "string" ? 0 : expected.filter((one) => one === "BOOKED").length,
    );
  });

  it("a program for patients who let it book, and is told of no other one whether there is such a patient", async () => {
    const [booking, reading, none, withdrawn] = (
      await Promise.all([
        patientsWith(1, ["APPOINTMENT_READ", "APPOINTMENT_BOOK"]),
        patientsWith(1, ["APPOINTMENT_READ"]),
        patientsWith(1, null),
        patientsWith(1, null),
      ])
    ).flat();
    await insertConsent(harness.admin, {
      ...{
        tenantId: world.tenantId,
        patientId: withdrawn ?? "",
        scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
      },
      withdrawnAt: NOW,
    });
    const nobody = newId();
    const answer = await book(
      world.viewers.partner,
      [reading, none, booking, withdrawn, nobody].map((patientId, index) => rowAt(index, { patientId })),
    );
    const hidden = { appointment: null, problem: "PATIENT_NOT_FOUND" };
    expect(resultsOf(answer)).toMatchObject([
      { row: 0, ...hidden },
      { row: 1, ...hidden },
      { row: 2, problem: null, appointment: { patient: { id: booking } } },
      { row: 3, ...hidden },
      { row: 4, ...hidden },
    ]);
    const denials = (await recordedAudit(harness.admin, "appointments")).filter(
      ({ category }) => category === "DENIAL",
    );
    expect(denials.map(({ action, patientId }) => [action, patientId]).sort()).toEqual(
      [reading, none, withdrawn, nobody].map((id) => ["appointment:book", id]).sort(),
    );
    // Neither does what is wrong besides tell of the patient.
    const taken = [reading, none, nobody].map((patientId) => rowAt(2, { patientId }));
    expect(new Set(toldOf(await book(world.viewers.partner, taken)))).toEqual(new Set(["PATIENT_NOT_FOUND"]));
  });
});

describe("those who book at the same time", () => {
  /** A service of half an hour that needs a room of a kind of which there is one; answers its id. */
  async function serviceInOwnRoom(kind: string): Promise<string> {
    const [id, roomId] = [newId(), newId()];
    const { tenantId, clinicId, checkId } = world;
    await insertRoom(harness.admin, { id: roomId, tenantId, clinicId, name: kind });
    await harness.admin`update appointments.room set kind = ${kind} where id = ${roomId}`;
    await harness.admin`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
        buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency, room_kind)
      select ${id}, tenant_id, clinic_id, ${kind}, duration_minutes, 0, 0, 100, 'EUR', ${kind}
      from appointments.service_type where id = ${checkId}`;
    return id;
  }

  /** Resolves when so many wait for a lock. */
  async function untilWaiting(count: number): Promise<void> {
    await vi.waitFor(async () => {
      const waiting = await harness.admin`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      expect(waiting).toHaveLength(count);
    }, 10_000);
  }

  /** How many are booked in all, each by one. */
  async function bookedBy(answers: readonly GraphqlAnswer[]): Promise<number> {
    const told = answers.flatMap(toldOf);
    expect(new Set(told)).toEqual(
      new Set(["BOOKED", "SLOT_TAKEN", "PATIENT_BUSY"].filter((one) => told.includes(one))),
    );
    const booked = told.filter((one) => one === "BOOKED").length;
    expect(await stored()).toBe(booked);
    return booked;
  }

  it("rows in opposite order: turns are taken in one order, so that nobody waits in a circle", async () => {
    const { otherPatientId, viewers } = world;
    const [first = "", second = ""] = [world.practitionerId, world.otherPractitionerId].sort();
    const rows = [
      row({ practitionerId: first }),
      rowAt(1, { practitionerId: second, patientId: otherPatientId }),
    ];
    let answers: Promise<GraphqlAnswer>[] = [];
    await harness.admin.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended(${`appointments.practitioner:${first}`}, 0))`;
      answers = [book(viewers.admin, rows), book(viewers.admin, rows.toReversed())];
      await untilWaiting(2);
      // Nobody has the second turn while waiting for the first.
      const held =
        await harness.admin`select from pg_locks join pg_database on pg_database.oid = pg_locks.database
        where locktype = 'advisory' and granted and datname = current_database()`;
      expect(held).toHaveLength(1);
    });
    expect(await bookedBy(await Promise.all(answers))).toBe(2);
  });

  it("the same patients in opposite order, with another practitioner each: they are taken in one order", async () => {
    const { tenantId, practitionerId, otherPractitionerId, viewers } = world;
    const patients = (await patientsWith(TIMES.length, null)).toSorted();
    const [serviceTypeId, otherServiceTypeId] = [
      await serviceInOwnRoom("LAB"),
      await serviceInOwnRoom("X-RAY"),
    ];
    const rows = patients.map((patientId, index) => rowAt(index, { patientId, serviceTypeId }));
    const elsewhere = rows.map((one) => ({
      ...one,
      ...{ practitionerId: otherPractitionerId, serviceTypeId: otherServiceTypeId },
    }));
    const far = await insertAppointment(harness.admin, world, {
      startsAt: "2026-06-16T08:00:00Z",
      practitionerId,
    });
    let answers: Promise<GraphqlAnswer>[] = [];
    await harness.admin
      .begin(async (tx) => {
        const [{ pid } = { pid: 0 }] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
        const during = `[${TIMES[3] ?? ""},${TIMES[4] ?? ""})`;
        await tx`insert into appointments.allocation (id, tenant_id, appointment_id, resource_kind, resource_id, during, live)
          values (${newId()}, ${tenantId}, ${far}, 'PATIENT', ${patients[3] ?? ""}, ${during}::tstzrange, true)`;
        answers = [book(viewers.admin, rows)];
        await untilWaiting(1);
        answers.push(book(viewers.admin, elsewhere.toReversed()));
        await untilWaiting(2);
        // The first has come to the fourth patient, and the second waits for the first.
        const behind =
          await harness.admin`select from pg_stat_activity where ${pid} = any (pg_blocking_pids(pid))`;
        expect(behind).toHaveLength(1);
        throw new Error("Nothing is taken after all.");
      })
      .catch((error: unknown) => {
        expect(error).toMatchObject({ message: "Nothing is taken after all." });
      });
    const told = (await Promise.all(answers)).map((answer) => new Set(toldOf(answer)));
    expect(told).toEqual([new Set(["BOOKED"]), new Set(["PATIENT_BUSY"])]);
    expect(await stored()).toBe(TIMES.length + 1);
  });

  it("rows in opposite order, with two practitioners and two rooms: each is somebody's", async () => {
    const { practitionerId, otherPractitionerId, viewers } = world;
    const patients = await patientsWith(2 * TIMES.length, null);
    const rows = patients.map((patientId, index) =>
      rowAt(index % TIMES.length, {
        patientId,
        practitionerId: index < TIMES.length ? practitionerId : otherPractitionerId,
      }),
    );
    for (let round = 0; round < 5; round += 1) {
      await clearAppointments(harness);
      const answers = [book(viewers.admin, rows), book(viewers.supportInRegion, rows.toReversed())];
      expect(await bookedBy(await Promise.all(answers))).toBe(rows.length);
    }
  });

  it("one by one, and all or none: what is booked is somebody's, and nobody has a part of what was to be all", async () => {
    const patients = await patientsWith(4, null);
    const single = `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) {
      appointment { id } userErrors { code } } }`;
    for (let round = 0; round < 5; round += 1) {
      await clearAppointments(harness);
      const all = patients.slice(0, 3).map((patientId, index) => rowAt(index + 1, { patientId }));
      const [together, ...alone] = await Promise.all([
        book(world.viewers.admin, all, { mode: "ALL_OR_NONE" }),
        ...TIMES.map((startsAt) =>
          harness.execute(world.viewers.admin, single, { input: row({ startsAt, patientId: patients[3] }) }),
        ),
      ]);
      const booked = toldOf(together).filter((told) => told === "BOOKED").length;
      expect([0, 3]).toContain(booked);
      const others = alone.filter(({ data }) => data.bookAppointment.appointment !== null).length;
      expect(await stored()).toBe(booked + others);
      expect(booked + others).toBe(TIMES.length);
    }
  });
});

describe("an idempotency key", () => {
  it("tells the same again, row by row, also of what was refused", async () => {
    await insertAppointment(harness.admin, world, {
      startsAt: TIMES[1] ?? "",
      patientId: world.otherPatientId,
    });
    for (const [mode, outcome, count] of [
      ["ALL_OR_NONE", "BOOKINGS_INCOMPLETE", 1],
      ["BEST_EFFORT", "DONE", 3],
    ] as const) {
      const keyed = { mode, idempotencyKey: `bulk-${mode}` };
      const rows = [row(), rowAt(1), rowAt(2)];
      const first = await book(world.viewers.admin, rows, keyed);
      const again = await book(world.viewers.admin, rows, keyed);
      expect(outcomeOf(first)).toBe(outcome);
      expect(again.data).toEqual(first.data);
      expect(again.extensions?.["idempotency"]).toEqual([
        { idempotencyKey: keyed.idempotencyKey, isReplay: true },
      ]);
      expect(outcomeOf(await book(world.viewers.admin, rows.toReversed(), keyed))).toBe("CONFLICT");
      expect(await stored()).toBe(count);
    }
  });

  it("shows no appointment again whose patient has taken the consent back", async () => {
    const [first, second] = await patientsWith(2, ["APPOINTMENT_READ", "APPOINTMENT_BOOK"]);
    const rows = [rowAt(0, { patientId: first }), rowAt(1, { patientId: second })];
    const keyed = { idempotencyKey: "bulk-consent" };
    expect(toldOf(await book(world.viewers.partner, rows, keyed))).toEqual(["BOOKED", "BOOKED"]);
    await harness.admin`update appointments.known_consent set withdrawn_at = now() where patient_id = ${first ?? ""}`;
    expect(toldOf(await book(world.viewers.partner, rows, keyed))).toEqual(["-", "BOOKED"]);
  });

  it("is used once by two at the same moment", async () => {
    const keyed = { idempotencyKey: "bulk-twice" };
    const rows = TIMES.map((startsAt) => row({ startsAt }));
    const outcomes = (
      await Promise.all([book(world.viewers.admin, rows, keyed), book(world.viewers.admin, rows, keyed)])
    ).map(outcomeOf);
    expect(outcomes).toContain("DONE");
    expect(["DONE", "REQUEST_IN_PROGRESS"]).toEqual(expect.arrayContaining(outcomes));
    expect(await stored()).toBe(TIMES.length);
  });
});

describe("bookAppointments costs", () => {
  it("the same number of statements for 1, 10 and 50 rows, with reasons and behind expired holds", async () => {
    const counts: number[] = [];
    for (const length of [1, 10, 50]) counts.push(await statementsFor(length, 0));
    // BEGIN, settings, turns, situation, expired holds, appointments, allocations, reasons, sequences, outbox, COMMIT.
    expect(counts).toEqual([11, 11, 11]);
    expect([await statementsFor(1, 0, true), await statementsFor(50, 0, true)]).toEqual([9, 9]);
  });

  it("four more when there are denials, however many: they are kept in a transaction of their own", async () => {
    const counts = [await statementsFor(10, 1), await statementsFor(50, 25)];
    expect(counts).toEqual([15, 15]);
  });

  /** How many statements it takes to book so many rows for the partner's program, the last of them for patients who do not consent. */
  async function statementsFor(length: number, denied: number, isPlain = false): Promise<number> {
    await clearAppointments(harness);
    const consenting = await patientsWith(length - denied, ["APPOINTMENT_READ", "APPOINTMENT_BOOK"]);
    const strangers = await patientsWith(denied, null);
    const days = Array.from({ length: 9 }, (_none, day) =>
      TIMES.map((time) => new Date(Date.parse(time) + (day + (day > 4 ? 2 : 0)) * DAY_MS).toISOString()),
    ).flat();
    const times = days.slice(0, length);
    if (!isPlain) await expireHolds(times.slice(0, Math.ceil(length / 5)), consenting);
    const rows = [...consenting, ...strangers].map((patientId, index) =>
      row({ patientId, startsAt: times[index], reason: isPlain ? null : `Check-up ${String(index)}` }),
    );
    harness.statements.clear();
    const brief = BOOK.replace(RESULTS, "__typename");
    const answer = await harness.execute(world.viewers.partner, brief, {
      input: { rows, mode: "BEST_EFFORT" },
    });
    expect(outcomeOf(answer)).toBe("DONE");
    const count = harness.statements.list.length;
    expect(await stored()).toBe(length - denied);
    return count;
  }

  /** Lets holds of these times expire, and leaves them in the way. */
  async function expireHolds(times: readonly string[], patients: readonly string[]): Promise<void> {
    const hold = `mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { hold { id } userErrors { code } } }`;
    for (const [index, startsAt] of times.entries()) {
      const input = row({ startsAt, patientId: patients[index] });
      const { data } = await harness.execute(world.viewers.partner, hold, { input });
      expect(data.holdSlot.userErrors).toEqual([]);
    }
    await harness.admin`update appointments.allocation set expires_at = now() - interval '1 second'`;
  }
});
