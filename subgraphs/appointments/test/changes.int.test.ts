import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, NOW, payloadsOf, type World } from "./world.ts";

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
beforeEach(() => clearAppointments(harness));

const RESCHEDULE = `mutation ($input: RescheduleAppointmentInput!) {
  rescheduleAppointment(input: $input) {
    appointment { id status startsAt endsAt version room { id } practitioner { id } }
    userErrors { code message field }
  }
}`;
const CANCEL = `mutation ($input: CancelAppointmentInput!) {
  cancelAppointment(input: $input) {
    appointment { id status startsAt cancellationReason cancelledAt version }
    userErrors { code message field }
  }
}`;
const STARTS_AT = "2026-03-09T08:00:00Z";

function reschedule(viewer: Viewer, input: Record<string, unknown>): Promise<GraphqlAnswer> {
  return harness.execute(viewer, RESCHEDULE, { input: { startsAt: "2026-03-09T09:30:00Z", ...input } });
}

function cancel(viewer: Viewer, input: Record<string, unknown>): Promise<GraphqlAnswer> {
  return harness.execute(viewer, CANCEL, { input });
}

function outcomeOf(answer: GraphqlAnswer): string {
  if (answer.errors !== undefined) return `error ${String(answer.errors[0]?.extensions["code"])}`;
  const { appointment, userErrors } = answer.data.rescheduleAppointment ?? answer.data.cancelAppointment;
  expect(userErrors.length).toBe(appointment === null ? 1 : 0);
  return appointment === null ? String(userErrors[0].code) : "CHANGED";
}

async function liveAllocations(appointmentId: string): Promise<string[]> {
  const rows = await harness.admin<{ kind: string; from: Date }[]>`
    select resource_kind as kind, lower(during) as from from appointments.allocation
    where appointment_id = ${appointmentId} and live order by resource_kind`;
  return rows.map(({ kind, from }) => `${kind} ${from.toISOString().slice(11, 16)}`);
}

async function rowOf(appointmentId: string): Promise<Record<string, unknown>> {
  const [row] = await harness.admin<Record<string, unknown>[]>`
    select status, starts_at, version, practitioner_id, room_id from appointments.appointment
    where id = ${appointmentId}`;
  return { ...row };
}

async function expectUnchanged(appointmentId: string): Promise<void> {
  expect(await rowOf(appointmentId)).toEqual({
    status: "BOOKED",
    starts_at: new Date(STARTS_AT),
    version: 1,
    practitioner_id: world.practitionerId,
    room_id: world.roomIds[0],
  });
  expect(await liveAllocations(appointmentId)).toEqual(["PATIENT 08:00", "PRACTITIONER 08:00", "ROOM 08:00"]);
  const entries = await recordedAudit(harness.admin, "appointments");
  expect(entries.filter(({ category }) => category === "CHANGE")).toEqual([]);
}

describe("rescheduleAppointment", () => {
  it("moves the appointment, what it takes, and tells of it", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const answer = await reschedule(world.viewers.ownPatient, { appointmentId, version: 1 });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.rescheduleAppointment).toEqual({
      appointment: {
        id: appointmentId,
        status: "BOOKED",
        startsAt: "2026-03-09T09:30:00.000Z",
        endsAt: "2026-03-09T10:00:00.000Z",
        version: 2,
        room: { id: world.roomIds[0] },
        practitioner: { id: world.practitionerId },
      },
      userErrors: [],
    });
    expect(await rowOf(appointmentId)).toMatchObject({
      starts_at: new Date("2026-03-09T09:30:00Z"),
      version: 2,
    });
    expect(await liveAllocations(appointmentId)).toEqual([
      "PATIENT 09:30",
      "PRACTITIONER 09:30",
      "ROOM 09:30",
    ]);
    expect(await payloadsOf(harness.admin, "appointment.rescheduled.v1")).toMatchObject([
      { appointmentId, startsAt: "2026-03-09T09:30:00.000Z", version: 2 },
    ]);
    const entries = await recordedAudit(harness.admin, "appointments");
    expect(entries.filter(({ category }) => category === "CHANGE")).toMatchObject([
      {
        action: "appointment:reschedule",
        entityId: appointmentId,
        patientId: world.patientId,
        detail: { version: 2 },
      },
    ]);
  });

  it("may move into time the appointment itself holds, and frees what it leaves", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    expect(
      outcomeOf(await reschedule(world.viewers.ownPatient, { appointmentId, startsAt: STARTS_AT })),
    ).toBe("CHANGED");
    expect(outcomeOf(await reschedule(world.viewers.ownPatient, { appointmentId }))).toBe("CHANGED");
    const other = await insertAppointment(harness.admin, world, {
      startsAt: "2026-03-09T10:30:00Z",
      patientId: world.otherPatientId,
    });
    expect(
      outcomeOf(await reschedule(world.viewers.admin, { appointmentId: other, startsAt: STARTS_AT })),
    ).toBe("CHANGED");
  });

  it("moves to another practitioner when one is named, and keeps the present one for null", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const named = await reschedule(world.viewers.ownPatient, {
      appointmentId,
      practitionerId: world.otherPractitionerId,
    });
    expect(named.data.rescheduleAppointment.appointment.practitioner.id).toBe(world.otherPractitionerId);
    const kept = await reschedule(world.viewers.ownPatient, {
      appointmentId,
      practitionerId: null,
      version: null,
      startsAt: "2026-03-09T10:00:00Z",
    });
    expect(kept.data.rescheduleAppointment.appointment.practitioner.id).toBe(world.otherPractitionerId);
    const { practitionerId: previousPractitionerId, otherPractitionerId: practitionerId } = world;
    // Both are told of it who have to do with it; nobody else has when only the time is another.
    const moves = (await payloadsOf(harness.admin, "appointment.rescheduled.v1")).slice(-2);
    expect(moves).toMatchObject([
      { appointmentId, practitionerId, previousPractitionerId, version: 2 },
      { appointmentId, practitionerId, version: 3 },
    ]);
    expect(moves[1]).not.toHaveProperty("previousPractitionerId");
  });

  it("takes another room when its own is taken at the new time", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    await insertAppointment(harness.admin, world, {
      startsAt: "2026-03-09T09:30:00Z",
      practitionerId: world.otherPractitionerId,
      patientId: world.otherPatientId,
    });
    const answer = await reschedule(world.viewers.ownPatient, { appointmentId });
    expect(answer.data.rescheduleAppointment.appointment.room.id).toBe(world.roomIds[1]);
  });

  it("keeps the old time when the new one is taken", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    await insertAppointment(harness.admin, world, {
      startsAt: "2026-03-09T09:30:00Z",
      patientId: world.otherPatientId,
      roomId: world.roomIds[1],
    });
    expect(outcomeOf(await reschedule(world.viewers.ownPatient, { appointmentId }))).toBe("SLOT_TAKEN");
    await expectUnchanged(appointmentId);
  });

  it("keeps the old time when its event cannot be written", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    await harness.admin.unsafe(`
      create function appointments.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuse before insert on appointments.outbox for each row execute function appointments.refuse()`);
    const answer = await reschedule(world.viewers.ownPatient, { appointmentId });
    await harness.admin.unsafe(
      "drop trigger refuse on appointments.outbox; drop function appointments.refuse()",
    );
    expect(outcomeOf(answer)).toBe("error INTERNAL");
    await expectUnchanged(appointmentId);
  });

  it.each([
    ["APPOINTMENT_NOT_FOUND", "input.appointmentId", () => ({ appointmentId: newId() })],
    ["VERSION_CONFLICT", "input.version", () => ({ version: 2 })],
    ["PRACTITIONER_NOT_FOUND", "input.practitionerId", () => ({ practitionerId: newId() })],
    ["SLOT_IN_PAST", "input.startsAt", () => ({ startsAt: "2026-03-06T08:00:00Z" })],
    ["SLOT_NOT_OFFERED", "input.startsAt", () => ({ startsAt: "2026-03-09T09:31:00Z" })],
  ])("answers %s on %s and changes nothing", async (code, field, changes) => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const answer = await reschedule(world.viewers.ownPatient, { appointmentId, ...changes() });
    expect(answer.data.rescheduleAppointment).toEqual({
      appointment: null,
      userErrors: [{ code, message: expect.stringMatching(/^[A-Z].*\.$/), field }],
    });
    await expectUnchanged(appointmentId);
  });

  it("answers SLOT_NOT_OFFERED at a clinic that has closed", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    await harness.admin`update appointments.clinic set deleted_at = now() where id = ${world.clinicId}`;
    const answer = await reschedule(world.viewers.ownPatient, { appointmentId });
    await harness.admin`update appointments.clinic set deleted_at = null where id = ${world.clinicId}`;
    expect(outcomeOf(answer)).toBe("SLOT_NOT_OFFERED");
  });

  it("refuses a practitioner who hands the appointment to a colleague", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const answer = await reschedule(world.viewers.practitioner, {
      appointmentId,
      practitionerId: world.otherPractitionerId,
    });
    expect(outcomeOf(answer)).toBe("error AUTH_FORBIDDEN");
    await expectUnchanged(appointmentId);
  });

  it("lets one of two have a time they both want to move to", async () => {
    const first = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const second = await insertAppointment(harness.admin, world, {
      startsAt: "2026-03-09T08:30:00Z",
      patientId: world.otherPatientId,
      roomId: world.roomIds[1],
    });
    const answers = await Promise.all([
      reschedule(world.viewers.admin, { appointmentId: first }),
      reschedule(world.viewers.admin, { appointmentId: second }),
    ]);
    expect(answers.map(outcomeOf).sort()).toEqual(["CHANGED", "SLOT_TAKEN"]);
    const live = await harness.admin`select 1 from appointments.allocation where live`;
    expect(live).toHaveLength(6);
  });

  it("lets one of two who saw the same version change it", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const answers = await Promise.all(
      ["2026-03-09T09:00:00Z", "2026-03-09T10:00:00Z"].map((startsAt) =>
        reschedule(world.viewers.ownPatient, { appointmentId, startsAt, version: 1 }),
      ),
    );
    expect(answers.map(outcomeOf).sort()).toEqual(["CHANGED", "VERSION_CONFLICT"]);
    expect(await rowOf(appointmentId)).toMatchObject({ version: 2 });
  });

  it("refuses a malformed input", async () => {
    const answer = await reschedule(world.viewers.ownPatient, { appointmentId: "x", practitionerId: "y" });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: "VALIDATION_ERROR",
      fields: [{ field: "input.appointmentId" }, { field: "input.practitionerId" }],
    });
  });
});

describe("cancelAppointment", () => {
  it("cancels once, frees the time, and tells of it without the reason", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const answer = await cancel(world.viewers.ownPatient, { appointmentId, reason: " Better again " });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.cancelAppointment).toEqual({
      appointment: {
        id: appointmentId,
        status: "CANCELLED",
        startsAt: "2026-03-09T08:00:00.000Z",
        cancellationReason: "Better again",
        cancelledAt: NOW.toISOString(),
        version: 2,
      },
      userErrors: [],
    });
    expect(await liveAllocations(appointmentId)).toEqual([]);
    expect(await payloadsOf(harness.admin, "appointment.cancelled.v1")).toMatchObject([
      { appointmentId, version: 2 },
    ]);
    const entries = await recordedAudit(harness.admin, "appointments");
    expect(entries.filter(({ category }) => category === "CHANGE")).toMatchObject([
      { action: "appointment:cancel", entityId: appointmentId, patientId: world.patientId },
    ]);
    expect(JSON.stringify(entries)).not.toContain("Better");

    expect(outcomeOf(await cancel(world.viewers.ownPatient, { appointmentId }))).toBe(
      "APPOINTMENT_NOT_CHANGEABLE",
    );
    expect(outcomeOf(await reschedule(world.viewers.ownPatient, { appointmentId }))).toBe(
      "APPOINTMENT_NOT_CHANGEABLE",
    );
    await insertAppointment(harness.admin, world, { startsAt: STARTS_AT, patientId: world.otherPatientId });
  });

  it("takes a reason of null as none", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const answer = await cancel(world.viewers.ownPatient, { appointmentId, reason: null });
    expect(answer.data.cancelAppointment.appointment.cancellationReason).toBeNull();
  });

  it("cancels once when two do it at the same time", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const answers = await Promise.all(
      [world.viewers.ownPatient, world.viewers.admin].map((viewer) => cancel(viewer, { appointmentId })),
    );
    expect(answers.map(outcomeOf).sort()).toEqual(["APPOINTMENT_NOT_CHANGEABLE", "CHANGED"]);
  });

  it.each(["FULFILLED", "ARRIVED", "CHECKED_IN", "NOSHOW", "ENTERED_IN_ERROR"])(
    "leaves an appointment in %s as it is",
    async (status) => {
      const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT, status });
      expect(outcomeOf(await cancel(world.viewers.admin, { appointmentId }))).toBe(
        "APPOINTMENT_NOT_CHANGEABLE",
      );
      expect(await rowOf(appointmentId)).toMatchObject({ status, version: 1 });
    },
  );
});

describe("an appointment that has begun", () => {
  it.each([
    ["ownPatient", NOW.toISOString()],
    ["ownPatient", "2026-03-06T08:00:00Z"],
    ["practitioner", "2026-03-06T08:00:00Z"],
    ["supportInRegion", "2026-03-06T08:00:00Z"],
    ["admin", "2026-03-06T08:00:00Z"],
  ] as const)("can be neither cancelled nor moved by %s, when it began at %s", async (viewer, startsAt) => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt });
    const refused = {
      appointment: null,
      userErrors: [
        {
          code: "APPOINTMENT_NOT_CHANGEABLE",
          message: "The appointment's state or time does not allow this.",
          field: "input.appointmentId",
        },
      ],
    };
    const cancelled = await cancel(world.viewers[viewer], { appointmentId });
    expect(cancelled.data).toEqual({ cancelAppointment: refused });
    const moved = await reschedule(world.viewers[viewer], { appointmentId });
    expect(moved.data).toEqual({ rescheduleAppointment: refused });
    expect(await rowOf(appointmentId)).toMatchObject({
      status: "BOOKED",
      starts_at: new Date(startsAt),
      version: 1,
    });
    expect(await liveAllocations(appointmentId)).toHaveLength(3);
  });
});

describe("who may change an appointment", () => {
  it.each([
    ["ownPatient", "CHANGED"],
    ["otherPatient", "APPOINTMENT_NOT_FOUND"],
    ["practitioner", "CHANGED"],
    ["otherPractitioner", "APPOINTMENT_NOT_FOUND"],
    ["supportInRegion", "CHANGED"],
    ["supportElsewhere", "APPOINTMENT_NOT_FOUND"],
    ["admin", "CHANGED"],
    ["analyst", "error AUTH_FORBIDDEN"],
    ["partner", "APPOINTMENT_NOT_FOUND"],
    ["foreignAdmin", "APPOINTMENT_NOT_FOUND"],
  ] as const)("%s gets %s", async (viewer, expected) => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    expect(outcomeOf(await reschedule(world.viewers[viewer], { appointmentId }))).toBe(expected);
    expect(outcomeOf(await cancel(world.viewers[viewer], { appointmentId }))).toBe(expected);
  });

  it("answers another tenant's appointment exactly as a missing one", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const { foreignAdmin } = world.viewers;
    expect(await cancel(foreignAdmin, { appointmentId })).toEqual(
      await cancel(foreignAdmin, { appointmentId: newId() }),
    );
    expect(await reschedule(foreignAdmin, { appointmentId })).toEqual(
      await reschedule(foreignAdmin, { appointmentId: newId() }),
    );
    await expectUnchanged(appointmentId);
  });

  it("needs a fixed number of statements", async () => {
    const appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const count = async (mutation: string): Promise<number> => {
      harness.statements.clear();
      const answer = await harness.execute(world.viewers.ownPatient, mutation);
      expect(answer.errors).toBeUndefined();
      return harness.statements.list.length;
    };
    // BEGIN, settings, appointment, practitioners' turn, situation, update, release, take, sequence, outbox, COMMIT.
    expect(
      await count(`mutation { rescheduleAppointment(input: { appointmentId: "${appointmentId}", startsAt: "2026-03-09T09:30:00Z" }) {
        appointment { __typename } userErrors { code } } }`),
    ).toBe(11);
    // BEGIN, settings, appointment, release, update, sequence, outbox, COMMIT.
    expect(
      await count(`mutation { cancelAppointment(input: { appointmentId: "${appointmentId}" }) {
        appointment { __typename } userErrors { code } } }`),
    ).toBe(8);
  });
});
