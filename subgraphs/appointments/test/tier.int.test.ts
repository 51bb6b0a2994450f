import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertConsent, NOW, type World } from "./world.ts";

let harness: SubgraphHarness;
let world: World;
let login: postgres.Sql;
let premium: Viewer;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  const { tenantId, patientId } = world;
  premium = { ...world.viewers.ownPatient, tier: "PREMIUM" };
  await insertConsent(harness.admin, {
    tenantId,
    patientId,
    scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
  });
  await harness.admin`update appointments.service_type set minimum_tier = 'PREMIUM' where id = ${world.surgeryId}`;
  login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
});
afterAll(async () => {
  await login.end();
  await harness.stop();
});
beforeEach(() => clearAppointments(harness));

async function book(viewer: Viewer, serviceTypeId = world.surgeryId): Promise<unknown> {
  const answer = await harness.execute(
    viewer,
    `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) {
      appointment { status } userErrors { code message field } } }`,
    {
      input: {
        clinicId: world.clinicId,
        serviceTypeId,
        practitionerId: world.practitionerId,
        patientId: world.patientId,
        startsAt: serviceTypeId === world.surgeryId ? "2026-03-10T08:15:00Z" : "2026-03-10T09:00:00Z",
      },
    },
  );
  return answer.data?.bookAppointment ?? answer.errors?.map(({ extensions }) => extensions["code"]);
}

async function slots(viewer: Viewer, serviceTypeId = world.surgeryId): Promise<unknown> {
  const answer = await harness.execute(
    viewer,
    `{ availableSlots(clinicId: "${world.clinicId}", serviceTypeId: "${serviceTypeId}", from: "2026-03-10", first: 1) {
      nodes { startsAt serviceType { minimumTier } } } }`,
  );
  return answer.data?.availableSlots.nodes ?? answer.errors?.map(({ extensions }) => extensions["code"]);
}

const BOOKED = { appointment: { status: "BOOKED" }, userErrors: [] };
const TOO_LOW = {
  appointment: null,
  userErrors: [
    {
      code: "TIER_TOO_LOW",
      message: "The service is for accounts of a higher tier.",
      field: "input.serviceTypeId",
    },
  ],
};
const DENIED = ["AUTH_FORBIDDEN"];

describe("a service for a higher tier", () => {
  it("is booked by a patient whose tier suffices, and refused as data to one whose does not", async () => {
    expect(await book(world.viewers.ownPatient)).toEqual(TOO_LOW);
    expect(await harness.admin`select 1 from appointments.appointment`).toHaveLength(0);
    expect(await book(premium)).toEqual(BOOKED);
  });

  it("is booked by staff for whomever they book for, whatever their own tier", async () => {
    expect(await book({ ...world.viewers.supportInRegion, tier: "STANDARD" })).toEqual(BOOKED);
    await clearAppointments(harness);
    expect(await book({ ...world.viewers.admin, tier: "STANDARD" })).toEqual(BOOKED);
  });

  it("is not for partners' programs, which have no tier", async () => {
    expect(await book(world.viewers.partner)).toEqual(TOO_LOW);
    expect(await book(world.viewers.partner, world.checkId)).toEqual(BOOKED);
    expect(await slots(world.viewers.partner)).toEqual(DENIED);
  });

  it("does not tell of a patient by the tier: who may book for nobody is told that there is no such patient", async () => {
    expect(await book(world.viewers.otherPatient)).toMatchObject({
      userErrors: [{ code: "PATIENT_NOT_FOUND" }],
    });
  });

  it("shows its free times to whom it is for, and its price to everybody", async () => {
    expect(await slots(premium)).toEqual([
      { startsAt: "2026-03-10T08:15:00.000Z", serviceType: { minimumTier: "PREMIUM" } },
    ]);
    expect(await slots(world.viewers.admin)).toHaveLength(1);
    expect(await slots(world.viewers.ownPatient)).toEqual(DENIED);
    const clinic = await harness.execute(
      world.viewers.ownPatient,
      `{ clinic(id: "${world.clinicId}") { serviceTypes { name minimumTier } } }`,
    );
    expect(clinic.data.clinic.serviceTypes).toEqual([
      { name: "Check", minimumTier: "STANDARD" },
      { name: "Surgery", minimumTier: "PREMIUM" },
    ]);
  });

  it("of everybody's tier is free to all, who have no tier too", async () => {
    expect(await slots({ ...world.viewers.ownPatient, tier: null }, world.checkId)).toHaveLength(1);
    expect(await book({ ...world.viewers.ownPatient, tier: null }, world.checkId)).toEqual(BOOKED);
  });
});

describe("by row-level security alone, a service for a higher tier", () => {
  async function insert(viewer: Viewer): Promise<number> {
    const { text, parameters } = viewerSettings(viewer, 5_000);
    return login.begin(async (tx) => {
      await tx.unsafe(text, [...parameters]);
      const { count } =
        await tx`insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
          practitioner_id, patient_id, region, status, starts_at, ends_at)
        values (${newId()}, ${world.tenantId}, ${world.clinicId}, ${world.surgeryId}, ${world.roomIds[1]},
          ${world.practitionerId}, ${world.patientId}, 'eu-central', 'BOOKED', '2026-03-11T09:00:00Z',
          '2026-03-11T09:30:00Z')`;
      return count;
    });
  }

  it("is booked by nobody whose tier does not suffice, but by staff", async () => {
    for (const viewer of [world.viewers.ownPatient, { ...premium, tier: null }, world.viewers.partner]) {
      await expect(insert(viewer)).rejects.toMatchObject({ code: "42501" });
    }
    for (const viewer of [premium, world.viewers.admin, world.viewers.supportInRegion]) {
      expect(await insert(viewer)).toBe(1);
    }
  });
});
