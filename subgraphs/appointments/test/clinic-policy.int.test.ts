import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { createWorld, NOW, type ViewerName, type World } from "./world.ts";

const POLICY = `policy { freeCancellationHours lateCancellationFeePercent noShowFeePercent overbookingLimit
  reminderHoursBefore waitlistOfferMinutes version }`;
const UPDATE = `mutation ($input: UpdateClinicPolicyInput!) {
  updateClinicPolicy(input: $input) { clinic { id ${POLICY} } userErrors { code message field } }
}`;
const READ = `query ($id: ID!) { clinic(id: $id) { ${POLICY} } }`;
const DEFAULTS = {
  ...{ freeCancellationHours: 24, lateCancellationFeePercent: 0, noShowFeePercent: 0 },
  ...{ overbookingLimit: 0, reminderHoursBefore: [24], waitlistOfferMinutes: 60, version: 1 },
};
const outcomeSchema = z.object({
  clinic: z.object({ id: z.string(), policy: z.record(z.string(), z.unknown()) }).nullable(),
  userErrors: z.array(z.record(z.string(), z.unknown())),
});

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
  await harness.admin`truncate appointments.outbox`;
  await harness.admin`update appointments.clinic set free_cancellation_hours = 24, late_cancellation_fee_percent = 0,
    no_show_fee_percent = 0, overbooking_limit = 0, reminder_hours_before = '{24}', waitlist_offer_minutes = 60, policy_version = 1`;
});

/** The policy, the code of the user error, or that of the error. */
async function update(viewer: Viewer, input: Record<string, unknown>): Promise<unknown> {
  const { data, errors } = await harness.execute(viewer, UPDATE, {
    input: { clinicId: world.clinicId, ...input },
  });
  if (errors !== undefined) return errors[0]?.extensions["code"];
  const { clinic, userErrors } = outcomeSchema.parse(data.updateClinicPolicy);
  expect(userErrors).toHaveLength(clinic === null ? 1 : 0);
  return clinic?.policy ?? userErrors[0]?.["code"];
}

async function policyOf(clinicId = world.clinicId): Promise<unknown> {
  const { data } = await harness.execute(world.viewers.admin, READ, { id: clinicId });
  return (data as { clinic: { policy: unknown } }).clinic.policy;
}

const changes = async () =>
  (await recordedAudit(harness.admin, "appointments")).filter(({ category }) => category === "CHANGE");

it("changes what is named, keeps what is not, and writes down which", async () => {
  const { admin } = world.viewers;
  const wanted = { freeCancellationHours: 48, lateCancellationFeePercent: 50, noShowFeePercent: 100 };
  expect(await update(admin, { ...wanted, version: 1 })).toEqual({ ...DEFAULTS, ...wanted, version: 2 });
  const more = { overbookingLimit: 2, reminderHoursBefore: [], waitlistOfferMinutes: 1440 };
  expect(await update(admin, { ...more, freeCancellationHours: null, version: null })).toEqual({
    ...{ ...DEFAULTS, ...wanted, ...more },
    version: 3,
  });
  expect(await policyOf()).toEqual({ ...DEFAULTS, ...wanted, ...more, version: 3 });
  expect(await policyOf(world.otherClinicId)).toEqual(DEFAULTS);
  const entry = { action: "clinic:policy:update", outcome: "SUCCESS", patientId: null, entityType: "Clinic" };
  expect(await changes()).toMatchObject([
    {
      ...{ ...entry, entityId: world.clinicId, detail: { version: 2 } },
      fields: ["freeCancellationHours", "lateCancellationFeePercent", "noShowFeePercent"],
    },
    {
      ...entry,
      fields: ["overbookingLimit", "reminderHoursBefore", "waitlistOfferMinutes"],
      detail: { version: 3 },
    },
  ]);
});

it("takes reminders in any order, each once", async () => {
  expect(await update(world.viewers.admin, { reminderHoursBefore: [48, 2, 48, 336, 1] })).toMatchObject({
    reminderHoursBefore: [1, 2, 48, 336],
  });
});

it("makes no new version of what stays as it is", async () => {
  const { admin } = world.viewers;
  expect(await update(admin, {})).toEqual(DEFAULTS);
  expect(await update(admin, { freeCancellationHours: 24, reminderHoursBefore: [24, 24] })).toEqual(DEFAULTS);
  expect(await changes()).toEqual([]);
});

it("is refused to who saw another version, and lets one of two who saw the same change it", async () => {
  const { admin } = world.viewers;
  expect(await update(admin, { noShowFeePercent: 5, version: 7 })).toBe("VERSION_CONFLICT");
  const both = await Promise.all(
    [10, 20].map((noShowFeePercent) => update(admin, { noShowFeePercent, version: 1 })),
  );
  expect(both.filter((outcome) => outcome === "VERSION_CONFLICT")).toHaveLength(1);
  expect(await policyOf()).toMatchObject({ version: 2 });
});

it.each([
  ["freeCancellationHours", [-1, 721]],
  ["lateCancellationFeePercent", [-1, 101]],
  ["noShowFeePercent", [-1, 101]],
  ["overbookingLimit", [-1, 11]],
  ["reminderHoursBefore", [[0], [337], [1, 2, 3, 4, 5, 6], [null], [2 ** 40]]],
  ["waitlistOfferMinutes", [4, 1441]],
  ["clinicId", ["x"]],
])("refuses %s of %j as malformed", async (field, values) => {
  for (const value of values)
    expect(await update(world.viewers.admin, { noShowFeePercent: 7, [field]: value })).toBe(
      "VALIDATION_ERROR",
    );
  expect(await policyOf()).toEqual(DEFAULTS);
});

it("takes the limits themselves", async () => {
  const most = {
    ...{ freeCancellationHours: 720, lateCancellationFeePercent: 100, noShowFeePercent: 100 },
    ...{ overbookingLimit: 10, reminderHoursBefore: [1, 2, 3, 4, 336], waitlistOfferMinutes: 5 },
  };
  expect(await update(world.viewers.admin, most)).toEqual({ ...most, version: 2 });
  expect(await update(world.viewers.admin, { freeCancellationHours: 0 })).toMatchObject({
    freeCancellationHours: 0,
  });
});

it.each<[ViewerName, string]>([
  ["ownPatient", "AUTH_FORBIDDEN"],
  ["practitioner", "AUTH_FORBIDDEN"],
  ["supportInRegion", "AUTH_FORBIDDEN"],
  ["supportElsewhere", "AUTH_FORBIDDEN"],
  ["analyst", "AUTH_FORBIDDEN"],
  ["partner", "AUTH_FORBIDDEN"],
  ["foreignAdmin", "CLINIC_NOT_FOUND"],
])("is refused to %s: %s", async (name, expected) => {
  expect(await update(world.viewers[name], { noShowFeePercent: 90 })).toBe(expected);
  expect(await policyOf()).toEqual(DEFAULTS);
  expect(await update(ANONYMOUS, { noShowFeePercent: 90 })).toBe("AUTH_UNAUTHENTICATED");
});

it("knows no clinic that is missing, another tenant's or closed", async () => {
  const { foreignClinicId, closedClinicId } = world;
  for (const clinicId of [newId(), foreignClinicId, closedClinicId])
    expect(await update(world.viewers.admin, { clinicId, noShowFeePercent: 90 })).toBe("CLINIC_NOT_FOUND");
});
