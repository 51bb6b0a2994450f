import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertSchedules,
  NOW,
  type ViewerName,
  type World,
} from "./world.ts";

const SET = `mutation ($input: SetWorkingHoursInput!) { setWorkingHours(input: $input) {
  schedules { weekday opensAt closesAt validFrom validUntil recurrence practitioner { id } } userErrors { code field } } }`;
const ADD = `mutation ($input: AddScheduleExceptionInput!) { addScheduleException(input: $input) {
  scheduleException { id kind clinic { id } practitioner { id } firstDate lastDate startTime endTime recurrence title }
  affectedAppointments { id } userErrors { code field } } }`;
const REMOVE = `mutation ($id: ID!) { removeScheduleException(input: { scheduleExceptionId: $id }) {
  scheduleException { id } userErrors { code field } } }`;
const LIST = `query ($clinicId: ID!, $from: LocalDate!, $first: Int, $after: String) {
  scheduleExceptions(clinicId: $clinicId, from: $from, first: $first, after: $after) {
    nodes { id kind } pageInfo { hasNextPage endCursor } } }`;
const SLOTS = `query ($ids: [ID!]) { availableSlots(serviceTypeIds: $ids, from: "2026-03-09", days: 7, first: 100) {
  nodes { startsAt practitioner { id } } } }`;
const BOOK = `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { userErrors { code } } }`;

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
  await harness.admin`truncate appointments.schedule_exception, appointments.idempotency_key`;
  await harness.admin`delete from appointments.schedule where practitioner_id = ${world.practitionerId}`;
  await insertSchedules(harness.admin, world);
  await clearAppointments(harness);
});

/** What came of a mutation: the code of the error or user error, or DONE. */
function outcomeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) return String(errors[0]?.extensions["code"]);
  const [payload] = Object.values(data as Record<string, { userErrors: { code: string }[] }>);
  return payload?.userErrors[0]?.code ?? "DONE";
}

function add(viewer: Viewer, input: Record<string, unknown>): Promise<GraphqlAnswer> {
  return harness.execute(viewer, ADD, { input });
}

/** A leave of the practitioner on Tuesday. */
function leave(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { kind: "LEAVE", practitionerId: world.practitionerId, firstDate: "2026-03-10", ...changes };
}

/** Days, by whom: the practitioner (p) or the colleague (q). */
async function offeredDays(): Promise<string[]> {
  const answer = await harness.execute(world.viewers.ownPatient, SLOTS, { ids: [world.checkId] });
  expect(answer.errors).toBeUndefined();
  const nodes: { startsAt: string; practitioner: { id: string } }[] = answer.data.availableSlots.nodes;
  const days = nodes.map(
    ({ startsAt, practitioner }) =>
      `${startsAt.slice(8, 10)}${practitioner.id === world.practitionerId ? "p" : "q"}`,
  );
  return [...new Set(days)].sort();
}

async function auditOf(): Promise<string[]> {
  const entries = await recordedAudit(harness.admin, "appointments");
  return entries.filter(({ category }) => category === "CHANGE").map(({ action }) => action);
}

describe("setWorkingHours", () => {
  const hours = (...changes: Record<string, unknown>[]): Record<string, unknown> => ({
    clinicId: world.clinicId,
    practitionerId: world.practitionerId,
    hours: changes.map((one) => ({ weekday: "WEDNESDAY", opensAt: "14:00", closesAt: "16:00", ...one })),
  });
  const set = (viewer: Viewer, input: Record<string, unknown>): Promise<GraphqlAnswer> =>
    harness.execute(viewer, SET, { input });

  it("puts hours in the place of all others, and offers what they give", async () => {
    const answer = await set(
      world.viewers.admin,
      hours(
        { validFrom: "2026-03-11", recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE" },
        { weekday: "FRIDAY", closesAt: "24:00", validUntil: "2026-12-31" },
      ),
    );
    expect(answer.data.setWorkingHours).toEqual({
      schedules: [
        {
          ...{ weekday: "WEDNESDAY", opensAt: "14:00", closesAt: "16:00", validFrom: "2026-03-11" },
          ...{ validUntil: null, recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE" },
          practitioner: { id: world.practitionerId },
        },
        {
          ...{ weekday: "FRIDAY", opensAt: "14:00", closesAt: "24:00", validFrom: null },
          ...{ validUntil: "2026-12-31", recurrence: null, practitioner: { id: world.practitionerId } },
        },
      ],
      userErrors: [],
    });
    expect(await offeredDays()).toEqual(["09q", "10q", "11p", "11q", "12q", "13p", "13q"]);
    expect(await auditOf()).toEqual(["working-hours:set"]);
  });

  it("takes everything away, and lets the practitioner come back", async () => {
    expect(outcomeOf(await set(world.viewers.supportInRegion, hours()))).toBe("DONE");
    expect((await offeredDays()).filter((day) => day.endsWith("p"))).toEqual([]);
    expect(outcomeOf(await set(world.viewers.admin, hours({})))).toBe("DONE");
    expect((await offeredDays()).filter((day) => day.endsWith("p"))).toEqual(["11p"]);
  });

  it.each([
    [{ closesAt: "14:00" }, "TIMES_INVALID"],
    [{ opensAt: "23:59", closesAt: "00:00" }, "TIMES_INVALID"],
    [{ validFrom: "2026-03-02", validUntil: "2026-03-01" }, "DATES_INVALID"],
    [{ recurrence: "FREQ=SECONDLY", validFrom: "2026-03-01" }, "RECURRENCE_INVALID"],
    [{ recurrence: "FREQ=WEEKLY" }, "RECURRENCE_INVALID"],
    [{ opensAt: "24:00", closesAt: "24:00" }, "TIMES_INVALID"],
    [{ closesAt: "24:01" }, "VALIDATION_ERROR"],
    [{ closesAt: "16:59:60" }, "VALIDATION_ERROR"],
    [{ opensAt: "9:00" }, "VALIDATION_ERROR"],
    [{ validFrom: "0001-01-01" }, "VALIDATION_ERROR"],
    [{ recurrence: "x".repeat(201), validFrom: "2026-03-01" }, "VALIDATION_ERROR"],
  ])("refuses %j, and leaves the hours as they were", async (changes, expected) => {
    const before = await offeredDays();
    expect(outcomeOf(await set(world.viewers.admin, hours(changes)))).toBe(expected);
    expect(await offeredDays()).toEqual(before);
  });

  it("refuses hours that overlap, more than fifty, and who or what is not there", async () => {
    expect(
      outcomeOf(await set(world.viewers.admin, hours({}, { opensAt: "15:59", closesAt: "17:00" }))),
    ).toBe("HOURS_OVERLAP");
    const many = Array.from({ length: 51 }, () => ({}));
    expect(outcomeOf(await set(world.viewers.admin, hours(...many)))).toBe("VALIDATION_ERROR");
    for (const [changes, expected] of [
      [{ clinicId: newId() }, "CLINIC_NOT_FOUND"],
      [{ clinicId: world.closedClinicId }, "CLINIC_NOT_FOUND"],
      [{ clinicId: world.foreignClinicId }, "CLINIC_NOT_FOUND"],
      [{ practitionerId: newId() }, "PRACTITIONER_NOT_FOUND"],
    ] as const) {
      expect(outcomeOf(await set(world.viewers.admin, { ...hours({}), ...changes }))).toBe(expected);
    }
  });

  it("cannot take a practitioner of another tenant", async () => {
    const practitionerId = newId();
    await insertSchedules(harness.admin, {
      ...{ tenantId: world.foreignTenantId, clinicId: world.foreignClinicId, practitionerId },
    });
    expect(outcomeOf(await set(world.viewers.admin, { ...hours({}), practitionerId }))).toBe(
      "PRACTITIONER_NOT_FOUND",
    );
  });

  it.each<[ViewerName, string]>([
    ["admin", "DONE"],
    ["supportInRegion", "DONE"],
    ["supportElsewhere", "AUTH_FORBIDDEN"],
    ["practitioner", "AUTH_FORBIDDEN"],
    ["ownPatient", "AUTH_FORBIDDEN"],
    ["analyst", "AUTH_FORBIDDEN"],
    ["partner", "AUTH_FORBIDDEN"],
    ["foreignAdmin", "CLINIC_NOT_FOUND"],
  ])("answers %s with %s", async (viewer, expected) => {
    expect(outcomeOf(await set(world.viewers[viewer], hours({})))).toBe(expected);
  });
});

describe("addScheduleException", () => {
  it("takes a leave off, and tells which appointments it meets", async () => {
    const met = await insertAppointment(harness.admin, world, { startsAt: "2026-03-10T08:30:00Z" });
    const others = [
      { startsAt: "2026-03-11T08:30:00Z" },
      { startsAt: "2026-03-10T09:30:00Z", practitionerId: world.otherPractitionerId },
      { startsAt: "2026-03-10T09:30:00Z", status: "CANCELLED" },
    ];
    for (const input of others)
      await insertAppointment(harness.admin, world, { ...input, roomId: world.roomIds[1] });
    const answer = await add(world.viewers.practitioner, leave());
    expect(answer.data.addScheduleException).toMatchObject({
      scheduleException: {
        ...{ kind: "LEAVE", clinic: null, practitioner: { id: world.practitionerId } },
        ...{ firstDate: "2026-03-10", lastDate: "2026-03-10", startTime: null, endTime: null },
        ...{ recurrence: null, title: null },
      },
      affectedAppointments: [{ id: met }],
      userErrors: [],
    });
    expect(await offeredDays()).toEqual(["09p", "09q", "10q", "11p", "11q", "12p", "12q", "13p", "13q"]);
    expect(await auditOf()).toEqual(["schedule-exception:add"]);
  });

  it("refuses a booking on a day of leave, and one on a day of a closure", async () => {
    const book = async (practitionerId: string): Promise<string> => {
      const input = {
        ...{ clinicId: world.clinicId, serviceTypeId: world.checkId, practitionerId },
        ...{ patientId: world.patientId, startsAt: "2026-03-10T08:00:00Z" },
      };
      return outcomeOf(await harness.execute(world.viewers.ownPatient, BOOK, { input }));
    };
    await add(world.viewers.admin, leave());
    expect(await book(world.practitionerId)).toBe("SLOT_NOT_OFFERED");
    const closure = {
      kind: "CLOSURE",
      clinicId: world.clinicId,
      firstDate: "2020-03-10",
      title: "Founders' day",
    };
    await add(world.viewers.admin, { ...closure, recurrence: "FREQ=YEARLY" });
    expect(await book(world.otherPractitionerId)).toBe("SLOT_NOT_OFFERED");
  });

  it("adds hours", async () => {
    const saturday = {
      ...{ kind: "EXTRA_HOURS", clinicId: world.clinicId, practitionerId: world.practitionerId },
      ...{ firstDate: "2026-03-14", startTime: "10:00", endTime: "11:00" },
    };
    expect(outcomeOf(await add(world.viewers.practitioner, saturday))).toBe("DONE");
    expect(await offeredDays()).toContain("14p");
    const elsewhere = { ...saturday, clinicId: world.otherClinicId };
    expect(outcomeOf(await add(world.viewers.practitioner, elsewhere))).toBe("PRACTITIONER_NOT_FOUND");
  });

  it("lets no booking through that began before the leave and ended after it", async () => {
    const book = harness.execute(world.viewers.ownPatient, BOOK, {
      input: {
        ...{ clinicId: world.clinicId, serviceTypeId: world.checkId, practitionerId: world.practitionerId },
        ...{ patientId: world.patientId, startsAt: "2026-03-10T08:00:00Z" },
      },
    });
    const [booked, added] = await Promise.all([book, add(world.viewers.admin, leave())]);
    // Either the leave was first, or it tells of the appointment.
    const met: unknown[] = added.data.addScheduleException.affectedAppointments;
    expect([outcomeOf(booked), met.length]).toEqual(met.length === 1 ? ["DONE", 1] : ["SLOT_NOT_OFFERED", 0]);
  });

  it("does once what is sent twice under one key", async () => {
    const input = leave({ idempotencyKey: "leave-1" });
    const [first, again] = [await add(world.viewers.admin, input), await add(world.viewers.admin, input)];
    expect(again.data).toEqual(first.data);
    expect(again.extensions?.["idempotency"]).toEqual([{ idempotencyKey: "leave-1", isReplay: true }]);
    expect(outcomeOf(await add(world.viewers.admin, { ...input, lastDate: "2026-03-11" }))).toBe("CONFLICT");
    const [row] = await harness.admin`select count(*)::int as count from appointments.schedule_exception`;
    expect(row).toEqual({ count: 1 });
    await harness.execute(world.viewers.admin, REMOVE, {
      id: first.data.addScheduleException.scheduleException.id,
    });
    expect(outcomeOf(await add(world.viewers.admin, input))).toBe("RESOURCE_NOT_FOUND");
  });

  it.each([
    [{ clinicId: "CLINIC" }, "VALIDATION_ERROR"],
    [{ title: "Ill" }, "VALIDATION_ERROR"],
    [{ practitionerId: null }, "VALIDATION_ERROR"],
    [{ startTime: "09:00" }, "VALIDATION_ERROR"],
    [{ endTime: "09:00" }, "VALIDATION_ERROR"],
    [{ startTime: "24:01", endTime: "25:00" }, "VALIDATION_ERROR"],
    [{ firstDate: "3000-01-01" }, "VALIDATION_ERROR"],
    [{ kind: "CLOSURE" }, "VALIDATION_ERROR"],
    [{ kind: "CLOSURE", practitionerId: null }, "VALIDATION_ERROR"],
    [{ kind: "EXTRA_HOURS", clinicId: "CLINIC" }, "VALIDATION_ERROR"],
    [{ practitionerId: newId() }, "PRACTITIONER_NOT_FOUND"],
    [{ kind: "CLOSURE", practitionerId: null, clinicId: newId() }, "CLINIC_NOT_FOUND"],
    [{ startTime: "09:00", endTime: "09:00" }, "TIMES_INVALID"],
    [{ lastDate: "2026-03-09" }, "DATES_INVALID"],
    [{ lastDate: "2027-03-12" }, "DATES_INVALID"],
    [{ recurrence: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, "RECURRENCE_INVALID"],
  ])("refuses a leave with %j, and adds nothing", async (changes, expected) => {
    const input = leave(changes);
    if (input["clinicId"] === "CLINIC") input["clinicId"] = world.clinicId;
    expect(outcomeOf(await add(world.viewers.admin, input))).toBe(expected);
    expect(await harness.admin`select from appointments.schedule_exception`).toHaveLength(0);
  });

  it.each<[ViewerName, string, string]>([
    ["admin", "DONE", "DONE"],
    ["supportInRegion", "DONE", "DONE"],
    ["supportElsewhere", "AUTH_FORBIDDEN", "AUTH_FORBIDDEN"],
    ["practitioner", "DONE", "AUTH_FORBIDDEN"],
    ["otherPractitioner", "AUTH_FORBIDDEN", "AUTH_FORBIDDEN"],
    ["ownPatient", "AUTH_FORBIDDEN", "AUTH_FORBIDDEN"],
    ["analyst", "AUTH_FORBIDDEN", "AUTH_FORBIDDEN"],
    ["partner", "AUTH_FORBIDDEN", "AUTH_FORBIDDEN"],
    ["foreignAdmin", "PRACTITIONER_NOT_FOUND", "CLINIC_NOT_FOUND"],
  ])("answers %s with %s for a leave and %s for a closure", async (viewer, ofLeave, ofClosure) => {
    expect(outcomeOf(await add(world.viewers[viewer], leave()))).toBe(ofLeave);
    const closure = { kind: "CLOSURE", clinicId: world.clinicId, firstDate: "2026-03-10" };
    expect(outcomeOf(await add(world.viewers[viewer], closure))).toBe(ofClosure);
  });

  it("lets support say a leave only when all clinics of the practitioner are in its regions", async () => {
    await insertSchedules(harness.admin, { ...world, clinicId: world.otherClinicId });
    expect(outcomeOf(await add(world.viewers.supportInRegion, leave()))).toBe("AUTH_FORBIDDEN");
    const everywhere = { ...world.viewers.supportInRegion, regions: ["eu-central", "in-west"] };
    expect(outcomeOf(await add(everywhere, leave()))).toBe("DONE");
  });
});

describe("scheduleExceptions and removeScheduleException", () => {
  interface Listed {
    readonly nodes: readonly { readonly id: string; readonly kind: string }[];
    readonly pageInfo: Readonly<Record<string, unknown>>;
  }
  const list = async (viewer: Viewer, variables: Record<string, unknown> = {}): Promise<Listed> => {
    const answer = await harness.execute(viewer, LIST, {
      ...{ clinicId: world.clinicId, from: "2026-03-10", ...variables },
    });
    expect(answer.errors).toBeUndefined();
    return answer.data.scheduleExceptions as Listed;
  };

  it("lists what concerns the clinic, page by page, and takes it back", async () => {
    const closure = { kind: "CLOSURE", clinicId: world.clinicId };
    const inputs = [
      { ...closure, firstDate: "2020-12-25", recurrence: "FREQ=YEARLY" },
      leave({ firstDate: "2026-03-01", lastDate: "2026-03-10" }),
      leave({ firstDate: "2026-04-01" }),
    ];
    const elsewhere = [
      leave({ firstDate: "2026-03-01", lastDate: "2026-03-09" }),
      { kind: "CLOSURE", clinicId: world.otherClinicId, firstDate: "2026-03-10" },
    ];
    const ids: string[] = [];
    for (const input of [...inputs, ...elsewhere]) {
      const answer = await add(world.viewers.admin, input);
      ids.push(answer.data.addScheduleException.scheduleException.id);
    }
    const first = await list(world.viewers.practitioner, { first: 2 });
    expect(first.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.pageInfo["hasNextPage"]).toBe(true);
    const last = await list(world.viewers.practitioner, { first: 2, after: first.pageInfo["endCursor"] });
    expect(last.nodes.map(({ id }) => id)).toEqual([ids[2]]);

    const remove = async (viewer: Viewer, id: string | undefined): Promise<string> =>
      outcomeOf(await harness.execute(viewer, REMOVE, { id }));
    expect(await remove(world.viewers.otherPractitioner, ids[1])).toBe("AUTH_FORBIDDEN");
    expect(await remove(world.viewers.foreignAdmin, ids[1])).toBe("SCHEDULE_EXCEPTION_NOT_FOUND");
    expect(await remove(world.viewers.supportElsewhere, ids[0])).toBe("AUTH_FORBIDDEN");
    expect(await remove(world.viewers.practitioner, ids[0])).toBe("AUTH_FORBIDDEN");
    expect(await remove(world.viewers.practitioner, ids[1])).toBe("DONE");
    expect(await remove(world.viewers.practitioner, ids[1])).toBe("SCHEDULE_EXCEPTION_NOT_FOUND");
    expect((await list(world.viewers.admin)).nodes).toHaveLength(2);
  });

  it("is for staff", async () => {
    for (const viewer of ["ownPatient", "analyst", "partner"] as const) {
      const answer = await harness.execute(world.viewers[viewer], LIST, {
        clinicId: world.clinicId,
        from: "2026-03-10",
      });
      expect(answer.errors?.[0]?.extensions["code"]).toBe("AUTH_FORBIDDEN");
    }
    await add(world.viewers.admin, leave());
    expect((await list(world.viewers.foreignAdmin)).nodes).toEqual([]);
  });
});
