import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertConsent,
  NOW,
  type ViewerName,
  type World,
} from "./world.ts";

const SLOTS = `query ($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID!) {
  availableSlots(clinicId: $clinicId, serviceTypeId: $serviceTypeId, practitionerId: $practitionerId, from: "2026-03-09", days: 3,
    first: 100) { nodes { startsAt } } }`;
const BOOK = `mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) { appointment { id } userErrors { code field } } }`;
const MOVE = `mutation ($input: RescheduleAppointmentInput!) {
  rescheduleAppointment(input: $input) { appointment { id } userErrors { code field } } }`;

// The practitioner begins at 08:00, two hours after NOW; the check takes half an hour.
const BEFORE_NOTICE = "2026-03-09T08:30:00.000Z";
const WITH_NOTICE = "2026-03-09T09:00:00.000Z";
const WITHIN_HORIZON = "2026-03-10T10:30:00.000Z";
const BEYOND_HORIZON = "2026-03-11T08:00:00.000Z";

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
  await harness.admin`update appointments.service_type set minimum_notice_minutes = 180, booking_horizon_days = 2
    where id = ${world.checkId}`;
  await insertConsent(harness.admin, {
    ...{ tenantId: world.tenantId, patientId: world.patientId },
    scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"],
  });
});
afterAll(() => harness.stop());
beforeEach(() => clearAppointments(harness));

async function slotsOf(viewer: Viewer): Promise<readonly string[]> {
  const { clinicId, checkId: serviceTypeId, practitionerId } = world;
  const { data } = await harness.execute(viewer, SLOTS, { clinicId, serviceTypeId, practitionerId });
  const nodes = data.availableSlots.nodes as readonly { readonly startsAt: string }[];
  return nodes.map(({ startsAt }) => startsAt);
}

async function book(viewer: Viewer, startsAt: string): Promise<string> {
  const { clinicId, checkId: serviceTypeId, practitionerId, patientId } = world;
  const input = { clinicId, serviceTypeId, practitionerId, patientId, startsAt };
  const { data } = await harness.execute(viewer, BOOK, { input });
  return String(data.bookAppointment.userErrors[0]?.code ?? "BOOKED");
}

async function move(viewer: Viewer, startsAt: string): Promise<string> {
  const appointmentId = await insertAppointment(harness.admin, world, { startsAt: WITH_NOTICE });
  const { data } = await harness.execute(viewer, MOVE, { input: { appointmentId, startsAt } });
  await clearAppointments(harness);
  return String(data.rescheduleAppointment.userErrors[0]?.code ?? "MOVED");
}

describe("a service that has to be booked three hours before, and two days ahead at most", () => {
  it.each<ViewerName>(["ownPatient", "partner"])(
    "is shown to the %s within that, and not beyond",
    async (name) => {
      const starts = await slotsOf(world.viewers[name]);
      expect([starts[0], starts.at(-1)]).toEqual([WITH_NOTICE, WITHIN_HORIZON]);
    },
  );

  it.each<ViewerName>(["ownPatient", "partner"])(
    "is booked and moved by the %s within that only",
    async (name) => {
      const viewer = world.viewers[name];
      expect(await book(viewer, BEFORE_NOTICE)).toBe("NOTICE_TOO_SHORT");
      expect(await book(viewer, BEYOND_HORIZON)).toBe("TOO_FAR_AHEAD");
      expect(await move(viewer, BEFORE_NOTICE)).toBe("NOTICE_TOO_SHORT");
      expect(await move(viewer, BEYOND_HORIZON)).toBe("TOO_FAR_AHEAD");
      expect(await move(viewer, WITHIN_HORIZON)).toBe("MOVED");
      expect(await book(viewer, WITH_NOTICE)).toBe("BOOKED");
    },
  );

  it.each<ViewerName>(["supportInRegion", "admin"])(
    "is shown, booked and moved by the %s at any time",
    async (name) => {
      const viewer = world.viewers[name];
      const starts = await slotsOf(viewer);
      expect(starts).toEqual(expect.arrayContaining([BEFORE_NOTICE, BEYOND_HORIZON]));
      expect(await move(viewer, BEFORE_NOTICE)).toBe("MOVED");
      expect(await book(viewer, BEYOND_HORIZON)).toBe("BOOKED");
    },
  );

  it("tells its rules", async () => {
    const { data } = await harness.execute(
      world.viewers.ownPatient,
      `{ clinic(id: "${world.clinicId}") { serviceTypes { name minimumNoticeMinutes bookingHorizonDays } } }`,
    );
    expect(data.clinic.serviceTypes).toEqual([
      { name: "Check", minimumNoticeMinutes: 180, bookingHorizonDays: 2 },
      { name: "Surgery", minimumNoticeMinutes: 0, bookingHorizonDays: 365 },
    ]);
  });

  it.each([
    ["minimum_notice_minutes", -1],
    ["minimum_notice_minutes", 43_201],
    ["booking_horizon_days", 0],
    ["booking_horizon_days", 1_097],
  ])("has none that make no sense: %s %i", async (column, value) => {
    const { admin } = harness;
    await expect(
      admin`update appointments.service_type set ${admin(column)} = ${value} where id = ${world.surgeryId}`,
    ).rejects.toMatchObject({ code: "23514", constraint_name: "service_type_booking_window_valid" });
  });
});
