import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  NOW,
  payloadsOf,
  type ViewerName,
  type World,
} from "./world.ts";

const RECORD = `mutation ($input: RecordAttendanceInput!) {
  recordAttendance(input: $input) {
    appointment { id status startsAt arrivedAt startedAt version }
    userErrors { code field }
  }
}`;
const objectSchema = z.record(z.string(), z.unknown());
const payloadSchema = z.object({ appointment: objectSchema.nullable(), userErrors: z.array(objectSchema) });
/** Two hours after NOW. */
const STARTS_AT = "2026-03-09T08:00:00.000Z";

let now = NOW;
let harness: SubgraphHarness;
let world: World;
let appointmentId: string;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => now,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  now = NOW;
  await clearAppointments(harness);
  appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
});

async function record(
  viewer: Viewer,
  step: string,
  changes: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const { data, errors } = await harness.execute(viewer, RECORD, {
    input: { appointmentId, step, ...changes },
  });
  if (errors !== undefined) return { error: errors[0]?.extensions["code"] };
  const { appointment, userErrors } = payloadSchema.parse(data.recordAttendance);
  return appointment ?? userErrors[0] ?? {};
}

async function liveAllocations(): Promise<number> {
  const [row] = await harness.admin<{ live: number }[]>`select count(*)::int as live
    from appointments.allocation where live and appointment_id = ${appointmentId}`;
  return row?.live ?? 0;
}

describe("recordAttendance", () => {
  it("follows a visit from the arrival to the end, and tells when each was", async () => {
    const { practitioner, supportInRegion } = world.viewers;
    now = new Date("2026-03-09T07:50:00.000Z");
    expect(await record(supportInRegion, "ARRIVE")).toMatchObject({
      ...{ status: "ARRIVED", version: 2 },
      ...{ arrivedAt: now.toISOString(), startedAt: null },
    });
    now = new Date("2026-03-09T07:55:00.000Z");
    expect(await record(supportInRegion, "CHECK_IN", { version: 2 })).toMatchObject({
      ...{ status: "CHECKED_IN", version: 3, arrivedAt: "2026-03-09T07:50:00.000Z" },
    });
    now = new Date("2026-03-09T08:10:00.000Z");
    expect(await record(practitioner, "START")).toMatchObject({
      ...{ status: "CHECKED_IN", version: 4, startsAt: STARTS_AT, startedAt: now.toISOString() },
    });
    expect(await liveAllocations()).toBe(3);
    now = new Date("2026-03-09T08:20:00.000Z");
    expect(await record(practitioner, "COMPLETE")).toMatchObject({ status: "FULFILLED", version: 5 });
    expect(await liveAllocations()).toBe(0);
    expect(await payloadsOf(harness.admin, "appointment.attendance-recorded.v1")).toMatchObject(
      ["ARRIVE", "CHECK_IN", "START", "COMPLETE"].map((step, index) => ({
        ...{ appointmentId, step, version: index + 2 },
      })),
    );
    const steps = (await recordedAudit(harness.admin, "appointments")).filter(
      ({ category }) => category === "CHANGE",
    );
    expect(steps).toMatchObject(
      ["ARRIVE", "CHECK_IN", "START", "COMPLETE"].map((step, index) => ({
        ...{ action: "appointment:attendance", outcome: "SUCCESS", entityId: appointmentId },
        ...{ patientId: world.patientId, detail: { step, version: index + 2 } },
      })),
    );
  });

  it("says that the patient did not come, once the start has passed, and frees the time", async () => {
    const { admin } = world.viewers;
    now = new Date(new Date(STARTS_AT).getTime() - 1);
    expect(await record(admin, "MISS")).toEqual({ code: "TOO_EARLY", field: "input.step" });
    expect(await liveAllocations()).toBe(3);
    now = new Date(STARTS_AT);
    expect(await record(admin, "MISS")).toMatchObject({ status: "NOSHOW", arrivedAt: null });
    expect(await liveAllocations()).toBe(0);
  });

  it("changes nothing that does not lead on from where the appointment is", async () => {
    const { admin } = world.viewers;
    const refused = { code: "APPOINTMENT_NOT_CHANGEABLE", field: "input.appointmentId" };
    expect(await record(admin, "START")).toEqual(refused);
    expect(await record(admin, "COMPLETE")).toEqual(refused);
    await record(admin, "CHECK_IN");
    expect(await record(admin, "ARRIVE")).toEqual(refused);
    await record(admin, "START");
    expect(await record(admin, "START")).toEqual(refused);
    expect(await record(admin, "MISS")).toEqual(refused);
    await record(admin, "COMPLETE");
    expect(await record(admin, "COMPLETE")).toEqual(refused);
    expect(await record(admin, "ARRIVE", { appointmentId: newId() })).toEqual({
      ...{ code: "APPOINTMENT_NOT_FOUND", field: "input.appointmentId" },
    });
    expect(await payloadsOf(harness.admin, "appointment.attendance-recorded.v1")).toHaveLength(3);
  });

  it("is refused when somebody else has changed the appointment meanwhile, and once when two say so at once", async () => {
    const { admin, practitioner } = world.viewers;
    expect(await record(admin, "ARRIVE", { version: 7 })).toEqual({
      ...{ code: "VERSION_CONFLICT", field: "input.version" },
    });
    const both = await Promise.all([record(admin, "ARRIVE"), record(practitioner, "ARRIVE")]);
    expect(both.map(({ code = "RECORDED" }) => code).sort()).toEqual([
      "APPOINTMENT_NOT_CHANGEABLE",
      "RECORDED",
    ]);
  });

  it.each<[ViewerName, string]>([
    ["practitioner", "ARRIVED"],
    ["supportInRegion", "ARRIVED"],
    ["admin", "ARRIVED"],
    ["ownPatient", "AUTH_FORBIDDEN"],
    ["otherPatient", "AUTH_FORBIDDEN"],
    ["otherPractitioner", "APPOINTMENT_NOT_FOUND"],
    ["supportElsewhere", "APPOINTMENT_NOT_FOUND"],
    ["analyst", "AUTH_FORBIDDEN"],
    ["partner", "AUTH_FORBIDDEN"],
    ["foreignAdmin", "APPOINTMENT_NOT_FOUND"],
  ])("by %s ends in %s", async (name, outcome) => {
    const { status, code, error } = await record(world.viewers[name], "ARRIVE");
    expect(status ?? code ?? error).toBe(outcome);
  });

  it("is refused for a step that there is not", async () => {
    expect(await record(world.viewers.admin, "LEAVE")).toEqual({ error: "VALIDATION_ERROR" });
  });
});
