import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertPatient,
  NOW,
  payloadsOf,
  type World,
} from "./world.ts";

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

const BOOK = `mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    appointment {
      id status startsAt endsAt version confidentiality reason cancellationReason cancelledAt
      clinic { name } serviceType { name } room { name clinic { id } } practitioner { id } patient { id }
    }
    userErrors { code message field }
  }
}`;
const BOOK_BRIEFLY = `mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) { appointment { __typename } userErrors { code field } }
}`;

function inputOf(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    clinicId: world.clinicId,
    serviceTypeId: world.checkId,
    practitionerId: world.practitionerId,
    patientId: world.patientId,
    startsAt: "2026-03-09T08:00:00Z",
    reason: "A mole that itches",
    ...changes,
  };
}

async function book(
  viewer: Viewer,
  changes: Record<string, unknown> = {},
  document = BOOK_BRIEFLY,
): Promise<GraphqlAnswer> {
  return harness.execute(viewer, document, { input: inputOf(changes) });
}

function codeOf(answer: GraphqlAnswer): string {
  if (answer.errors !== undefined) return `error ${String(answer.errors[0]?.extensions["code"])}`;
  const { appointment, userErrors } = answer.data.bookAppointment;
  expect(userErrors.length).toBe(appointment === null ? 1 : 0);
  return appointment === null ? String(userErrors[0].code) : "BOOKED";
}

async function rowCounts(): Promise<Record<string, number>> {
  const [row] = await harness.admin<Record<string, number>[]>`select
    (select count(*)::int from appointments.appointment) as appointments,
    (select count(*)::int from appointments.allocation where live) as allocations,
    (select count(*)::int from appointments.outbox where type <> 'audit.entries.v1') as events,
    (select count(*)::int from appointments.outbox where type = 'audit.entries.v1'
      and payload->'entries' @> '[{ "category": "CHANGE" }]') as changes`;
  return row ?? {};
}

/** Another patient of the tenant, with the viewer who is that patient. */
async function newPatient(): Promise<{ patientId: string; viewer: Viewer }> {
  const patientId = newId();
  await insertPatient(harness.admin, { id: patientId, tenantId: world.tenantId, region: "eu-central" });
  return { patientId, viewer: viewerOf({ tenantId: world.tenantId, roles: ["USER"], patientId }) };
}

describe("bookAppointment", () => {
  it("books a slot and answers the whole appointment", async () => {
    const answer = await book(world.viewers.ownPatient, {}, BOOK);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.bookAppointment).toEqual({
      appointment: {
        id: expect.any(String),
        status: "BOOKED",
        startsAt: "2026-03-09T08:00:00.000Z",
        endsAt: "2026-03-09T08:30:00.000Z",
        version: 1,
        confidentiality: "NORMAL",
        reason: "A mole that itches",
        cancellationReason: null,
        cancelledAt: null,
        clinic: { name: "Mitte" },
        serviceType: { name: "Check" },
        room: { name: expect.stringMatching(/^Room [12]$/), clinic: { id: world.clinicId } },
        practitioner: { id: world.practitionerId },
        patient: { id: world.patientId },
      },
      userErrors: [],
    });
  });

  it("takes practitioner and room with the service's buffers, and the patient without", async () => {
    const startsAt = "2026-03-09T08:15:00Z";
    expect(codeOf(await book(world.viewers.ownPatient, { serviceTypeId: world.surgeryId, startsAt }))).toBe(
      "BOOKED",
    );
    const rows =
      await harness.admin`select resource_kind, lane, live, lower(during) as from, upper(during) as until
      from appointments.allocation order by id`;
    expect(rows.map((row) => ({ ...row }))).toEqual(
      [
        ["PRACTITIONER", "2026-03-09T08:00:00Z", "2026-03-09T09:00:00Z"],
        ["ROOM", "2026-03-09T08:00:00Z", "2026-03-09T09:00:00Z"],
        ["PATIENT", "2026-03-09T08:15:00Z", "2026-03-09T08:45:00Z"],
      ].map(([kind = "", from = "", until = ""]) => ({
        resource_kind: kind,
        lane: 0,
        live: true,
        from: new Date(from),
        until: new Date(until),
      })),
    );
  });

  it("tells of it in one event and one audit entry, without the reason", async () => {
    const answer = await book(world.viewers.ownPatient, {}, BOOK);
    const { id } = answer.data.bookAppointment.appointment;
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toEqual([
      {
        appointmentId: id,
        patientId: world.patientId,
        practitionerId: world.practitionerId,
        clinicId: world.clinicId,
        startsAt: "2026-03-09T08:00:00.000Z",
        endsAt: "2026-03-09T08:30:00.000Z",
        version: 1,
      },
    ]);
    const entries = await recordedAudit(harness.admin, "appointments");
    expect(entries.filter(({ category }) => category === "CHANGE")).toMatchObject([
      {
        action: "appointment:book",
        outcome: "SUCCESS",
        source: "appointments",
        patientId: world.patientId,
        entityType: "Appointment",
        entityId: id,
        detail: { version: 1 },
        agent: { accountId: world.viewers.ownPatient.accountId },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain("mole");
    // What the answer showed was read, and is written down as such.
    expect(entries.filter(({ category }) => category === "READ").map(({ action }) => action)).toEqual([
      "appointment:read",
      "appointment:detail:read",
      "appointment:clinical:read",
    ]);
  });

  it.each([
    ["CLINIC_NOT_FOUND", "input.clinicId", () => ({ clinicId: newId() })],
    ["CLINIC_NOT_FOUND", "input.clinicId", () => ({ clinicId: world.foreignClinicId })],
    ["CLINIC_NOT_FOUND", "input.clinicId", () => ({ clinicId: world.closedClinicId })],
    ["SERVICE_TYPE_NOT_FOUND", "input.serviceTypeId", () => ({ serviceTypeId: newId() })],
    ["SERVICE_TYPE_NOT_FOUND", "input.serviceTypeId", () => ({ clinicId: world.otherClinicId })],
    ["PRACTITIONER_NOT_FOUND", "input.practitionerId", () => ({ practitionerId: newId() })],
    ["PATIENT_NOT_FOUND", "input.patientId", () => ({ patientId: newId() })],
    ["PATIENT_NOT_FOUND", "input.patientId", () => ({ patientId: world.foreignPatientId })],
    ["SLOT_IN_PAST", "input.startsAt", () => ({ startsAt: "2026-03-06T08:00:00Z" })],
    ["SLOT_IN_PAST", "input.startsAt", () => ({ startsAt: NOW.toISOString() })],
    ["SLOT_NOT_OFFERED", "input.startsAt", () => ({ startsAt: "2026-03-09T08:10:00Z" })],
    ["SLOT_NOT_OFFERED", "input.startsAt", () => ({ startsAt: "2026-03-09T08:00:00.001Z" })],
    ["SLOT_NOT_OFFERED", "input.startsAt", () => ({ startsAt: "2026-03-09T11:00:00Z" })],
    ["SLOT_NOT_OFFERED", "input.startsAt", () => ({ startsAt: "2026-03-14T08:00:00Z" })],
  ])("answers %s on %s and writes nothing", async (code, field, changes) => {
    const answer = await book(world.viewers.admin, changes());
    expect(answer.errors).toBeUndefined();
    expect(answer.data.bookAppointment).toEqual({ appointment: null, userErrors: [{ code, field }] });
    expect(await rowCounts()).toEqual({ appointments: 0, allocations: 0, events: 0, changes: 0 });
  });

  it("answers another patient's id to a patient exactly as a missing one", async () => {
    const other = await book(world.viewers.ownPatient, { patientId: world.otherPatientId }, BOOK);
    const missing = await book(world.viewers.ownPatient, { patientId: newId() }, BOOK);
    expect(other).toEqual(missing);
    expect(codeOf(other)).toBe("PATIENT_NOT_FOUND");
  });

  it("answers SLOT_TAKEN, PATIENT_BUSY and NO_ROOM_FREE", async () => {
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T08:00:00Z" });
    const { patientId, viewer } = await newPatient();
    expect(codeOf(await book(viewer, { patientId }))).toBe("SLOT_TAKEN");
    expect(codeOf(await book(world.viewers.ownPatient, { practitionerId: world.otherPractitionerId }))).toBe(
      "PATIENT_BUSY",
    );
    await insertAppointment(harness.admin, world, {
      startsAt: "2026-03-09T08:00:00Z",
      practitionerId: newId(),
      patientId: newId(),
      roomId: world.roomIds[1],
    });
    expect(codeOf(await book(viewer, { patientId, practitionerId: world.otherPractitionerId }))).toBe(
      "NO_ROOM_FREE",
    );
  });

  it("lets a slot begin in the instant another ends", async () => {
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T08:30:00Z" });
    expect(codeOf(await book(world.viewers.ownPatient))).toBe("BOOKED");
  });

  it.each([
    ["input.reason", { reason: " " }],
    ["input.reason", { reason: "x".repeat(1001) }],
    ["input.reason", { reason: "a\0b" }],
    ["input.startsAt", { startsAt: "0001-01-01T00:00:00Z" }],
    ["input.startsAt", { startsAt: "9999-12-31T23:59:59Z" }],
    ["input.patientId", { patientId: "not-an-id" }],
  ])("refuses a malformed %s", async (field, changes) => {
    const answer = await book(world.viewers.ownPatient, changes);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
    expect(await rowCounts()).toMatchObject({ appointments: 0, changes: 0 });
  });

  it("keeps the reason as closely as asked, normally when not asked", async () => {
    const booked = await book(world.viewers.ownPatient, { confidentiality: "RESTRICTED" }, BOOK);
    expect(booked.data.bookAppointment.appointment).toMatchObject({ confidentiality: "RESTRICTED" });
    const later = { startsAt: "2026-03-09T09:00:00Z", confidentiality: null };
    const unasked = await book(world.viewers.ownPatient, later, BOOK);
    expect(unasked.data.bookAppointment.appointment).toMatchObject({ confidentiality: "NORMAL" });
  });

  it("takes a reason from an admin, who does not read it afterwards", async () => {
    const answer = await book(world.viewers.admin, {}, BOOK);
    expect(answer.errors?.map(({ path }) => path?.at(-1))).toEqual(["reason"]);
    expect(answer.data.bookAppointment.appointment).toMatchObject({ reason: null });
    const rows = await harness.admin`select reason from appointments.appointment_clinical`;
    expect([...rows]).toEqual([{ reason: "A mole that itches" }]);
  });

  it("takes a reason that is null as one that is left out", async () => {
    const answer = await book(world.viewers.ownPatient, { reason: null }, BOOK);
    expect(answer.data.bookAppointment.appointment.reason).toBeNull();
    const leftOut = await book(
      world.viewers.ownPatient,
      { reason: undefined, startsAt: "2026-03-09T09:00:00Z" },
      BOOK,
    );
    expect(leftOut.data.bookAppointment.appointment.reason).toBeNull();
  });

  it.each([
    ["ownPatient", "BOOKED"],
    ["otherPatient", "PATIENT_NOT_FOUND"],
    ["practitioner", "error AUTH_FORBIDDEN"],
    ["supportInRegion", "BOOKED"],
    ["supportElsewhere", "PATIENT_NOT_FOUND"],
    ["admin", "BOOKED"],
    ["analyst", "error AUTH_FORBIDDEN"],
    ["partner", "PATIENT_NOT_FOUND"],
    ["foreignAdmin", "CLINIC_NOT_FOUND"],
  ] as const)("as %s answers %s", async (viewer, expected) => {
    expect(codeOf(await book(world.viewers[viewer]))).toBe(expected);
  });

  it("refuses whoever may see the patient but not book at the clinic, and writes the denial down", async () => {
    const bothSides = viewerOf({
      tenantId: world.tenantId,
      roles: ["USER", "PRACTITIONER"],
      patientId: world.otherPatientId,
      practitionerId: world.practitionerId,
    });
    expect(codeOf(await book(bothSides))).toBe("error AUTH_FORBIDDEN");
    expect(await rowCounts()).toMatchObject({ appointments: 0, changes: 0 });
    expect(await recordedAudit(harness.admin, "appointments")).toMatchObject([
      { category: "DENIAL", action: "appointment:book", outcome: "DENIED", patientId: world.patientId },
    ]);
  });

  it("needs a fixed number of statements", async () => {
    await book(world.viewers.ownPatient);
    const list = harness.statements.list.map((text) =>
      text
        .replaceAll('"', "")
        .trim()
        .split(/[\s,]+/),
    );
    expect(list.map((words) => words.slice(0, 3).join(" ").toLowerCase())).toEqual([
      "begin",
      "select set_config('app.tenant_id' $1",
      "select pg_advisory_xact_lock(hashtextextended('appointments.practitioner:' ||",
      "select appointments.clinic.id appointments.clinic.tenant_id",
      "insert into appointments.appointment",
      "insert into appointments.allocation",
      "insert into appointments.appointment_clinical",
      "insert into appointments.outbox_sequence",
      "insert into appointments.outbox",
      "commit",
    ]);
  });
});

describe("bookings at once", () => {
  it("lets one of 50 patients have the slot, and tells the others it is taken", async () => {
    const patients = await Promise.all(Array.from({ length: 50 }, newPatient));
    harness.statements.clear();
    const answers = await Promise.all(patients.map(({ patientId, viewer }) => book(viewer, { patientId })));
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === "BOOKED")).toHaveLength(1);
    expect(codes.filter((code) => code === "SLOT_TAKEN")).toHaveLength(49);
    expect(await rowCounts()).toEqual({ appointments: 1, allocations: 3, events: 1, changes: 1 });
    // Nobody else tried, so nobody waited for Postgres to find a deadlock.
    const isInsert = (text: string): boolean => text.startsWith('insert into "appointments"."appointment" ');
    expect(harness.statements.list.filter(isInsert)).toHaveLength(1);
  });

  it("lets a patient who books two practitioners at one time have one", async () => {
    const practitioners = [world.practitionerId, world.otherPractitionerId];
    const answers = await Promise.all(
      practitioners.map((practitionerId) => book(world.viewers.ownPatient, { practitionerId })),
    );
    expect(answers.map(codeOf).sort()).toEqual(["BOOKED", "PATIENT_BUSY"]);
  });

  it("gives colleagues booked in the same moment a room each", async () => {
    const practitioners = [world.practitionerId, world.otherPractitionerId];
    const patients = await Promise.all(practitioners.map(newPatient));
    const answers = await Promise.all(
      patients.map(({ patientId, viewer }, index) =>
        book(viewer, { patientId, practitionerId: practitioners[index] }),
      ),
    );
    expect(answers.map(codeOf)).toEqual(["BOOKED", "BOOKED"]);
    const rooms = await harness.admin`select distinct room_id from appointments.appointment`;
    expect(rooms).toHaveLength(2);
  });
});

describe("a booking that the database refuses", () => {
  /** Holds a resource in an open transaction until the booking waits for it, then commits. */
  async function bookAgainst(kind: string, resourceId: string): Promise<GraphqlAnswer> {
    const rival = await insertAppointment(harness.admin, world, {
      startsAt: "2026-03-10T08:00:00Z",
      patientId: world.otherPatientId,
      practitionerId: newId(),
    });
    let answer: Promise<GraphqlAnswer> | undefined;
    await harness.admin.begin(async (tx) => {
      await tx`insert into appointments.allocation
          (id, tenant_id, appointment_id, resource_kind, resource_id, during, live)
        values (${newId()}, ${world.tenantId}, ${rival}, ${kind}, ${resourceId},
          tstzrange('2026-03-09T08:00:00Z', '2026-03-09T08:30:00Z'), true)`;
      answer = book(world.viewers.ownPatient, {}, BOOK);
      await vi.waitFor(async () => {
        const waiting = await harness.admin`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(waiting).toHaveLength(1);
      });
    });
    if (answer === undefined) throw new Error("Nothing was booked.");
    return answer;
  }

  it("finds the slot taken when it loses the practitioner", async () => {
    expect(codeOf(await bookAgainst("PRACTITIONER", world.practitionerId))).toBe("SLOT_TAKEN");
  });

  it("finds the patient busy when it loses the patient", async () => {
    expect(codeOf(await bookAgainst("PATIENT", world.patientId))).toBe("PATIENT_BUSY");
  });

  it("takes another room when it loses the room", async () => {
    const earlier = await book(world.viewers.ownPatient, { startsAt: "2026-03-11T08:00:00Z" }, BOOK);
    const firstChoice = earlier.data.bookAppointment.appointment.room.name;
    const [lost, other] = firstChoice === "Room 1" ? world.roomIds : world.roomIds.toReversed();
    const answer = await bookAgainst("ROOM", lost);
    expect(codeOf(answer)).toBe("BOOKED");
    const { id } = answer.data.bookAppointment.appointment;
    const [row] = await harness.admin`select room_id from appointments.appointment where id = ${id}`;
    expect(row?.["room_id"]).toBe(other);
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toHaveLength(2);
  });
});

describe("a booking that fails half-way", () => {
  it("leaves no appointment when its event and audit entry cannot be written", async () => {
    await harness.admin.unsafe(`
      create function appointments.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuse before insert on appointments.outbox for each row execute function appointments.refuse()`);
    const answer = await book(world.viewers.ownPatient);
    await harness.admin.unsafe(
      "drop trigger refuse on appointments.outbox; drop function appointments.refuse()",
    );
    expect(codeOf(answer)).toBe("error INTERNAL");
    expect(await rowCounts()).toEqual({ appointments: 0, allocations: 0, events: 0, changes: 0 });
    expect(codeOf(await book(world.viewers.ownPatient))).toBe("BOOKED");
  });
});
