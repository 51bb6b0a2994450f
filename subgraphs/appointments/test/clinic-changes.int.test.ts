import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertSchedules,
  NOW,
  type ViewerName,
  type World,
} from "./world.ts";

/** Mutation → what of its payload is asked for. */
const PAYLOADS = {
  addClinic: "clinic { id name region timeZone city rooms { id } policy { overbookingLimit } }",
  updateClinic: "clinic { id name city }",
  closeClinic: "clinic { id } affectedAppointments { id }",
  addRoom: "room { id name kind clinic { id } }",
  updateRoom: "room { id name kind }",
  removeRoom: "room { id } affectedAppointments { id }",
  addDevice: "device { id name kind }",
  updateDevice: "device { id name kind }",
  removeDevice: "device { id } affectedAppointments { id }",
  addServiceType: `serviceType { id name durationMinutes bufferBeforeMinutes bufferAfterMinutes price { amountMinor currency }
    minimumTier minimumNoticeMinutes bookingHorizonDays roomKind deviceKinds practitioners { id } clinic { id } }`,
  updateServiceType: "serviceType { id name durationMinutes roomKind deviceKinds practitioners { id } }",
  removeServiceType: "serviceType { id } affectedAppointments { id }",
  setWorkingHours: "schedules { weekday }",
  bookAppointment: "appointment { id room { id } serviceType { name } }",
  rescheduleAppointment: "appointment { id room { id } }",
} as const;
type MutationName = keyof typeof PAYLOADS;

const SLOTS = `query ($id: ID!) { availableSlots(serviceTypeId: $id, from: "2026-03-09", days: 1, first: 100) {
  nodes { startsAt practitioner { id } } } }`;
const CLINIC = `query ($id: ID!) { clinic(id: $id) { rooms { id } devices { id } serviceTypes { id } } }`;
const EUROS = { amountMinor: 4_500, currency: "EUR" };

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.admin`truncate appointments.clinic, appointments.known_practitioner, appointments.known_patient,
    appointments.idempotency_key cascade`;
  await clearAppointments(harness);
  world = await createWorld(harness.admin);
});

function run(
  mutation: MutationName,
  input: Record<string, unknown>,
  viewer: Viewer = world.viewers.admin,
): Promise<GraphqlAnswer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${PAYLOADS[mutation]} userErrors { code field } } }`;
  return harness.execute(viewer, document, { input });
}

/** What was made, without `userErrors`. */
async function done(
  mutation: MutationName,
  input: Record<string, unknown>,
  viewer?: Viewer,
): Promise<Record<string, unknown>> {
  const { data, errors } = await run(mutation, input, viewer);
  expect(errors).toBeUndefined();
  const { userErrors, ...payload } = data[mutation];
  expect(userErrors).toEqual([]);
  return payload as Record<string, unknown>;
}

async function idOf(mutation: MutationName, input: Record<string, unknown>): Promise<string> {
  const [made] = Object.values(await done(mutation, input)) as { id: string }[];
  if (made === undefined) throw new Error("Nothing was made.");
  return made.id;
}

/** The code of the error or user error, with the field that it is about; or DONE. */
function outcomeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) {
    const { code, fields } = errors[0]?.extensions as { code: string; fields?: { field: string }[] };
    return [code, fields?.[0]?.field ?? []].flat().join(" ");
  }
  const [payload] = Object.values(
    data as Record<string, { userErrors: { code: string; field: string | null }[] }>,
  );
  const [error] = payload?.userErrors ?? [];
  return error === undefined ? "DONE" : [error.code, error.field ?? []].flat().join(" ");
}

function clinic(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { name: "Nord", region: "eu-central", timeZone: "Europe/Berlin", city: "Berlin", ...changes };
}

function service(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { clinicId: world.clinicId, name: "Massage", durationMinutes: 30, price: EUROS, ...changes };
}

function booking(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { clinicId, checkId: serviceTypeId, practitionerId, patientId } = world;
  return {
    ...{ clinicId, serviceTypeId, practitionerId, patientId, startsAt: "2026-03-09T08:00:00Z" },
    ...changes,
  };
}

async function slotsOf(serviceTypeId: string): Promise<{ startsAt: string; practitioner: { id: string } }[]> {
  const { data, errors } = await harness.execute(world.viewers.ownPatient, SLOTS, { id: serviceTypeId });
  expect(errors).toBeUndefined();
  return data.availableSlots.nodes as { startsAt: string; practitioner: { id: string } }[];
}

async function partsOfClinic(): Promise<Record<string, string[]>> {
  const { data } = await harness.execute(world.viewers.ownPatient, CLINIC, { id: world.clinicId });
  const parts = Object.entries(data.clinic as Record<string, { id: string }[]>);
  return Object.fromEntries(parts.map(([part, rows]) => [part, rows.map(({ id }) => id)]));
}

/** All that these mutations change, but for when. */
function places(): Promise<unknown> {
  return Promise.all([
    harness.admin`select * from appointments.clinic order by id`,
    harness.admin`select * from appointments.room order by id`,
    harness.admin`select * from appointments.device order by id`,
    harness.admin`select * from appointments.service_type order by id`,
  ]);
}

async function changesTold(): Promise<string[]> {
  const entries = await recordedAudit(harness.admin, "appointments");
  return entries
    .filter(({ category }) => category === "CHANGE")
    .map(({ action, entityType, fields }) => [action, entityType, ...fields].join(" "));
}

describe("an admin", () => {
  it("opens a clinic, equips it, and patients book there", async () => {
    const added = await done("addClinic", clinic());
    const { id: clinicId } = added["clinic"] as { id: string };
    expect(added["clinic"]).toEqual({
      id: clinicId,
      ...clinic(),
      rooms: [],
      policy: { overbookingLimit: 0 },
    });
    const roomId = await idOf("addRoom", { clinicId, name: "Room N", kind: "LAB" });
    await idOf("addDevice", { clinicId, name: "ECG 1", kind: "ECG" });
    const { practitionerId } = world;
    const made = await done(
      "addServiceType",
      service({
        clinicId,
        name: "ECG",
        roomKind: "LAB",
        deviceKinds: ["ECG", "ECG"],
        bufferAfterMinutes: 15,
      }),
    );
    const { id: serviceTypeId } = made["serviceType"] as { id: string };
    expect(made["serviceType"]).toEqual({
      ...{
        id: serviceTypeId,
        name: "ECG",
        durationMinutes: 30,
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 15,
      },
      ...{ price: EUROS, minimumTier: "STANDARD", minimumNoticeMinutes: 0, bookingHorizonDays: 365 },
      ...{ roomKind: "LAB", deviceKinds: ["ECG"], practitioners: null, clinic: { id: clinicId } },
    });
    const hours = [{ weekday: "MONDAY", opensAt: "13:00", closesAt: "14:00" }];
    await done("setWorkingHours", { clinicId, practitionerId, hours });

    const [slot] = await slotsOf(serviceTypeId);
    expect(slot).toEqual({ startsAt: "2026-03-09T12:00:00.000Z", practitioner: { id: practitionerId } });
    const booked = await done(
      "bookAppointment",
      booking({ clinicId, serviceTypeId, startsAt: slot?.startsAt }),
      world.viewers.ownPatient,
    );
    expect(booked["appointment"]).toMatchObject({ room: { id: roomId }, serviceType: { name: "ECG" } });
    expect(await slotsOf(serviceTypeId)).toEqual([]);
    expect(await changesTold()).toEqual([
      ...["clinic:add Clinic", "room:add Room", "device:add Device", "service-type:add ServiceType"],
      ...["working-hours:set Clinic", "appointment:book Appointment"],
    ]);
  });

  it("changes what is named, tells which fields, and nothing when all is as it was", async () => {
    const deviceId = await idOf("addDevice", { clinicId: world.clinicId, name: "ECG 1", kind: "ECG" });
    await harness.admin`truncate appointments.outbox`;
    const [roomId] = world.roomIds;
    const { clinicId, checkId: serviceTypeId, practitionerId } = world;
    expect(await done("updateClinic", { clinicId, name: "Mitte 2" })).toEqual({
      clinic: { id: clinicId, name: "Mitte 2", city: "Berlin" },
    });
    expect(await done("updateRoom", { roomId, kind: "LAB" })).toEqual({
      room: { id: roomId, name: "Room 1", kind: "LAB" },
    });
    expect(await done("updateDevice", { deviceId, name: "ECG 2", kind: null })).toEqual({
      device: { id: deviceId, name: "ECG 2", kind: "ECG" },
    });
    const more = { roomKind: "LAB", deviceKinds: ["ECG"], practitionerIds: [practitionerId] };
    const changed = { durationMinutes: 45, roomKind: "LAB", deviceKinds: ["ECG"] };
    const known = { id: serviceTypeId, name: "Check", ...changed };
    expect(await done("updateServiceType", { serviceTypeId, durationMinutes: 45, ...more })).toEqual({
      serviceType: { ...known, practitioners: [{ id: practitionerId }] },
    });
    expect(await done("updateServiceType", { serviceTypeId, roomKind: null, practitionerIds: null })).toEqual(
      {
        serviceType: { ...known, roomKind: null, practitioners: null },
      },
    );
    await done("updateClinic", { clinicId, name: "Mitte 2", city: null });
    await done("updateRoom", { roomId, name: "Room 1" });
    await done("updateServiceType", { serviceTypeId, durationMinutes: 45, deviceKinds: ["ECG"] });
    expect(await changesTold()).toEqual([
      ...["clinic:update Clinic name", "room:update Room kind", "device:update Device name"],
      "service-type:update ServiceType durationMinutes roomKind deviceKinds practitionerIds",
      "service-type:update ServiceType roomKind practitionerIds",
    ]);
  });

  it("adds once, however often the same is sent under a key", async () => {
    const keyed = { ...clinic(), idempotencyKey: "once" };
    const [first, second] = [await done("addClinic", keyed), await done("addClinic", keyed)];
    expect(second).toEqual(first);
    expect(outcomeOf(await run("addClinic", { ...keyed, city: "Potsdam" }))).toBe("CONFLICT");
    const taken = { ...clinic({ name: "Mitte" }), idempotencyKey: "taken" };
    expect(outcomeOf(await run("addClinic", taken))).toBe("NAME_TAKEN input.name");
    await done("updateClinic", { clinicId: world.clinicId, name: "Other" });
    expect(outcomeOf(await run("addClinic", taken))).toBe("NAME_TAKEN input.name");
    const { clinicId } = world;
    const adds = [
      ["addRoom", { clinicId, name: "R", kind: "LAB" }],
      ["addDevice", { clinicId, name: "D", kind: "ECG" }],
      ["addServiceType", service()],
    ] as const;
    for (const [mutation, input] of adds) {
      const sent = { ...input, idempotencyKey: "once" };
      expect(await done(mutation, sent)).toEqual(await done(mutation, sent));
    }
  });
});

describe("bad input", () => {
  const long = "x".repeat(101);
  const ids = {
    clinicId: () => world.clinicId,
    roomId: () => world.roomIds[0],
    serviceTypeId: () => world.checkId,
  };
  const at = (id: keyof typeof ids, input: Record<string, unknown>) => (): Record<string, unknown> => ({
    [id]: ids[id](),
    ...input,
  });

  it.each<[MutationName, string, () => Record<string, unknown>]>([
    ["addClinic", "NAME_TAKEN input.name", () => clinic({ name: "  mitte " })],
    ["addClinic", "TIME_ZONE_UNKNOWN input.timeZone", () => clinic({ timeZone: "Europe/Atlantis" })],
    ["addClinic", "TIME_ZONE_UNKNOWN input.timeZone", () => clinic({ timeZone: "+02:00" })],
    ["addClinic", "TIME_ZONE_UNKNOWN input.timeZone", () => clinic({ timeZone: "" })],
    ["addClinic", "VALIDATION_ERROR input.region", () => clinic({ region: "EU Central" })],
    ["addClinic", "VALIDATION_ERROR input.name", () => clinic({ name: long })],
    ["updateClinic", "NAME_TAKEN input.name", at("clinicId", { name: "DECCAN" })],
    ["updateClinic", "VALIDATION_ERROR input.city", at("clinicId", { city: " " })],
    [
      "updateClinic",
      "CLINIC_NOT_FOUND input.clinicId",
      () => ({ clinicId: world.closedClinicId, name: "Open" }),
    ],
    [
      "updateClinic",
      "CLINIC_NOT_FOUND input.clinicId",
      () => ({ clinicId: world.foreignClinicId, name: "Mine" }),
    ],
    ["closeClinic", "CLINIC_NOT_FOUND input.clinicId", () => ({ clinicId: world.closedClinicId })],
    ["closeClinic", "VALIDATION_ERROR input.clinicId", () => ({ clinicId: "nowhere" })],
    ["addRoom", "NAME_TAKEN input.name", at("clinicId", { name: "room 2", kind: "LAB" })],
    ["addRoom", "VALIDATION_ERROR input.kind", at("clinicId", { name: "Room 3", kind: "Lab 1" })],
    [
      "addRoom",
      "CLINIC_NOT_FOUND input.clinicId",
      () => ({ clinicId: world.closedClinicId, name: "R", kind: "A" }),
    ],
    ["updateRoom", "NAME_TAKEN input.name", at("roomId", { name: "Room 2" })],
    ["updateRoom", "ROOM_NOT_FOUND input.roomId", () => ({ roomId: newId(), name: "Room 3" })],
    ["updateRoom", "VALIDATION_ERROR input.roomId", () => ({ roomId: "1", name: "Room 3" })],
    ["removeDevice", "DEVICE_NOT_FOUND input.deviceId", () => ({ deviceId: world.roomIds[0] })],
    ["addServiceType", "DURATION_INVALID input.durationMinutes", () => service({ durationMinutes: 0 })],
    ["addServiceType", "DURATION_INVALID input.durationMinutes", () => service({ durationMinutes: -30 })],
    ["addServiceType", "DURATION_INVALID input.durationMinutes", () => service({ bufferAfterMinutes: -1 })],
    [
      "addServiceType",
      "DURATION_INVALID input.durationMinutes",
      () => service({ bufferBeforeMinutes: 1411 }),
    ],
    ["addServiceType", "NAME_TAKEN input.name", () => service({ name: "check" })],
    [
      "addServiceType",
      "PRACTITIONER_NOT_FOUND input.practitionerId",
      () => service({ practitionerIds: [newId()] }),
    ],
    ["addServiceType", "VALIDATION_ERROR input.practitionerIds", () => service({ practitionerIds: [] })],
    [
      "addServiceType",
      "VALIDATION_ERROR input.price.amountMinor",
      () => service({ price: { ...EUROS, amountMinor: -1 } }),
    ],
    [
      "addServiceType",
      "VALIDATION_ERROR input.bookingHorizonDays",
      () => service({ bookingHorizonDays: 1097 }),
    ],
    [
      "updateServiceType",
      "DURATION_INVALID input.durationMinutes",
      at("serviceTypeId", { durationMinutes: 1441 }),
    ],
    ["updateServiceType", "NAME_TAKEN input.name", at("serviceTypeId", { name: "Surgery" })],
    ["removeServiceType", "SERVICE_TYPE_NOT_FOUND input.serviceTypeId", () => ({ serviceTypeId: newId() })],
  ])("of %s is %s, and changes nothing", async (mutation, outcome, input) => {
    const before = await places();
    expect(outcomeOf(await run(mutation, input()))).toBe(outcome);
    expect(await places()).toEqual(before);
    expect(await changesTold()).toEqual([]);
  });

  it("of any kind is refused for another tenant's clinic as for none", async () => {
    const foreign = { clinicId: world.foreignClinicId };
    const before = await places();
    for (const [mutation, input] of [
      ["closeClinic", foreign],
      ["addRoom", { ...foreign, name: "R", kind: "LAB" }],
      ["addDevice", { ...foreign, name: "D", kind: "ECG" }],
      ["addServiceType", service(foreign)],
    ] as const) {
      const unknown = await run(mutation, { ...input, clinicId: newId() });
      expect(await run(mutation, input)).toEqual(unknown);
      expect(outcomeOf(unknown)).toBe("CLINIC_NOT_FOUND input.clinicId");
    }
    for (const [mutation, input] of [
      ["removeRoom", { roomId: world.roomIds[0] }],
      ["removeServiceType", { serviceTypeId: world.checkId }],
    ] as const)
      expect(outcomeOf(await run(mutation, input, world.viewers.foreignAdmin))).toMatch(/_NOT_FOUND/);
    expect(await places()).toEqual(before);
  });

  it("or not, everybody but an admin is refused", async () => {
    const others: ViewerName[] = ["ownPatient", "practitioner", "supportInRegion", "analyst", "partner"];
    const before = await places();
    for (const name of others) {
      const viewer = world.viewers[name];
      expect(outcomeOf(await run("addClinic", clinic(), viewer))).toBe("AUTH_FORBIDDEN");
      expect(outcomeOf(await run("closeClinic", { clinicId: world.clinicId }, viewer))).toBe(
        "AUTH_FORBIDDEN",
      );
      expect(outcomeOf(await run("removeRoom", { roomId: world.roomIds[0] }, viewer))).toBe("AUTH_FORBIDDEN");
      expect(outcomeOf(await run("addServiceType", service(), viewer))).toBe("AUTH_FORBIDDEN");
    }
    expect(await places()).toEqual(before);
  });
});

describe("what is removed", () => {
  it("of rooms is not taken any more; what it was taken for stays, is told, and takes another one when it moves", async () => {
    const [roomId, otherRoomId] = world.roomIds;
    const { appointment } = (await done("bookAppointment", booking())) as {
      appointment: { id: string; room: { id: string } };
    };
    const taken = appointment.room.id;
    expect(await done("removeRoom", { roomId: taken })).toEqual({
      room: { id: taken },
      affectedAppointments: [{ id: appointment.id }],
    });
    expect(outcomeOf(await run("removeRoom", { roomId: taken }))).toBe("ROOM_NOT_FOUND input.roomId");
    const left = taken === roomId ? otherRoomId : roomId;
    expect((await partsOfClinic())["rooms"]).toEqual([left]);
    const startsAt = "2026-03-09T09:00:00Z";
    expect(await done("rescheduleAppointment", { appointmentId: appointment.id, startsAt })).toEqual({
      appointment: { id: appointment.id, room: { id: left } },
    });
    const colleague = {
      practitionerId: world.otherPractitionerId,
      patientId: world.otherPatientId,
      startsAt,
    };
    expect(outcomeOf(await run("bookAppointment", booking(colleague)))).toBe("NO_ROOM_FREE input.startsAt");
    // The name is free again.
    const name = taken === roomId ? "Room 1" : "Room 2";
    await done("addRoom", { clinicId: world.clinicId, name, kind: "CONSULTATION" });
    await done("bookAppointment", booking(colleague));
  });

  it("of devices is not taken any more", async () => {
    const { clinicId } = world;
    const deviceId = await idOf("addDevice", { clinicId, name: "ECG 1", kind: "ECG" });
    const serviceTypeId = await idOf("addServiceType", service({ deviceKinds: ["ECG"] }));
    const appointmentId = await idOf("bookAppointment", booking({ serviceTypeId }));
    expect(await done("removeDevice", { deviceId })).toEqual({
      device: { id: deviceId },
      affectedAppointments: [{ id: appointmentId }],
    });
    expect((await partsOfClinic())["devices"]).toEqual([]);
    expect(await slotsOf(serviceTypeId)).toEqual([]);
    const later = booking({ serviceTypeId, startsAt: "2026-03-09T09:00:00Z" });
    expect(outcomeOf(await run("bookAppointment", later))).toBe("NO_DEVICE_FREE input.startsAt");
  });

  it("of services is not offered and not booked; what was booked of it can still be moved", async () => {
    const { checkId: serviceTypeId, surgeryId } = world;
    const appointmentId = await idOf("bookAppointment", booking());
    expect(await done("removeServiceType", { serviceTypeId })).toEqual({
      serviceType: { id: serviceTypeId },
      affectedAppointments: [{ id: appointmentId }],
    });
    expect((await partsOfClinic())["serviceTypes"]).toEqual([surgeryId]);
    expect(await slotsOf(serviceTypeId)).toEqual([]);
    const later = { startsAt: "2026-03-09T09:00:00Z" };
    expect(outcomeOf(await run("bookAppointment", booking(later)))).toBe(
      "SERVICE_TYPE_NOT_FOUND input.serviceTypeId",
    );
    await done("rescheduleAppointment", { appointmentId, ...later });
  });

  it("of clinics is closed: nothing is found, offered or booked there, and what was booked is told", async () => {
    const { clinicId, checkId } = world;
    const appointmentId = await idOf("bookAppointment", booking());
    const cancelled = await idOf("bookAppointment", booking({ startsAt: "2026-03-09T09:00:00Z" }));
    await harness.admin`update appointments.appointment set status = 'CANCELLED' where id = ${cancelled}`;
    expect(await done("closeClinic", { clinicId })).toEqual({
      clinic: { id: clinicId },
      affectedAppointments: [{ id: appointmentId }],
    });
    expect((await harness.execute(world.viewers.admin, CLINIC, { id: clinicId })).data.clinic).toBeNull();
    expect(await slotsOf(checkId)).toEqual([]);
    expect(outcomeOf(await run("bookAppointment", booking()))).toBe("CLINIC_NOT_FOUND input.clinicId");
    await done("addClinic", clinic({ name: "Mitte" }));
  });

  it("while others book is met by no booking that is not told", async () => {
    const [roomId] = world.roomIds;
    const patients = Array.from({ length: 12 }, newId);
    for (const id of patients) {
      await harness.admin`insert into appointments.known_patient (id, tenant_id, region)
        values (${id}, ${world.tenantId}, 'eu-central')`;
    }
    const third = newId();
    await insertSchedules(harness.admin, { ...world, practitionerId: third });
    const practitioners = [world.practitionerId, world.otherPractitionerId, third];
    const bookings = patients.map((patientId, index) =>
      run(
        "bookAppointment",
        booking({
          ...{ patientId, practitionerId: practitioners[index % 3] },
          startsAt: new Date(Date.UTC(2026, 2, 9, 8, 30 * Math.floor(index / 3))).toISOString(),
        }),
      ),
    );
    const removal = done("removeRoom", { roomId });
    await Promise.all(bookings);
    const { affectedAppointments } = (await removal) as { affectedAppointments: { id: string }[] };
    const rows = await harness.admin<{ id: string }[]>`
      select id from appointments.appointment where room_id = ${roomId} order by id`;
    expect(affectedAppointments.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id));
  });
});

describe("a service that not everybody offers", () => {
  it("is offered and booked by those who do", async () => {
    const { practitionerId, otherPractitionerId } = world;
    const serviceTypeId = await idOf("addServiceType", service({ practitionerIds: [practitionerId] }));
    const offering = (await slotsOf(serviceTypeId)).map(({ practitioner }) => practitioner.id);
    expect(new Set(offering)).toEqual(new Set([practitionerId]));
    expect(
      outcomeOf(
        await run("bookAppointment", booking({ serviceTypeId, practitionerId: otherPractitionerId })),
      ),
    ).toBe("SLOT_NOT_OFFERED input.startsAt");
    await done("bookAppointment", booking({ serviceTypeId }));
    await done("updateServiceType", { serviceTypeId, practitionerIds: null });
    expect(new Set((await slotsOf(serviceTypeId)).map(({ practitioner }) => practitioner.id))).toEqual(
      new Set([practitionerId, otherPractitionerId]),
    );
  });
});
