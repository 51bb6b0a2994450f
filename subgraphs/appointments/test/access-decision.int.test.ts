import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { createWorld, insertAppointment, NOW, type World } from "./world.ts";

let harness: SubgraphHarness;
let world: World;
let appointmentId: string;
const supportId = newId();

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  appointmentId = await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
});
afterAll(() => harness.stop());

let sequence = 0;
/** As auth tells it, and waits until it is known. */
async function tell(
  accountId: string,
  facts: Record<string, unknown>,
  tenantId = world.tenantId,
): Promise<void> {
  sequence += 1;
  const payload = {
    accountId,
    roles: ["SUPPORT"],
    regions: [],
    tier: "STANDARD",
    patientId: null,
    practitionerId: null,
    isDisabled: false,
    ...facts,
  };
  await harness.admin`insert into messaging.delivery
      (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent)
    values (${newId()}, ${tenantId}, 'appointments', ${newId()}, 'account.access-changed.v1', ${accountId}, ${sequence},
      ${harness.admin.json(payload)}, 'correlation', ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`})`;
  await vi.waitFor(async () => {
    expect(
      await harness.admin`select 1 from messaging.delivery where consumer = 'appointments'`,
    ).toHaveLength(0);
  });
}

function ask(actorId: string, action: string, viewer: Viewer = world.viewers.admin): Promise<GraphqlAnswer> {
  return harness.execute(
    viewer,
    `query ($action: String!, $actorId: ID!) { appointment(id: "${appointmentId}") {
      accessDecision(action: $action, actorId: $actorId) { isAllowed rule conditions { name isMet } } } }`,
    { action, actorId },
  );
}

async function decision(actorId: string, action: string): Promise<unknown> {
  const answer = await ask(actorId, action);
  expect(answer.errors).toBeUndefined();
  return answer.data.appointment.accessDecision;
}

describe("an admin", () => {
  it("is told which rule decides for an account and an appointment, and at once what changes it", async () => {
    await tell(supportId, { regions: ["in-west"] });
    expect(await decision(supportId, "appointment:read")).toEqual({
      isAllowed: false,
      rule: "appointment:read granted to SUPPORT when assignedRegion: a condition does not hold",
      conditions: [{ name: "assignedRegion", isMet: false }],
    });
    await tell(supportId, { regions: ["in-west", "eu-central"] });
    expect(await decision(supportId, "appointment:read")).toEqual({
      isAllowed: true,
      rule: "appointment:read granted to SUPPORT when assignedRegion",
      conditions: [{ name: "assignedRegion", isMet: true }],
    });
    expect(await decision(supportId, "appointment:clinical:read")).toEqual({
      isAllowed: false,
      rule: "no grant of appointment:clinical:read",
      conditions: [],
    });
    await tell(supportId, { regions: ["in-west", "eu-central"], isDisabled: true });
    expect(await decision(supportId, "appointment:read")).toEqual({
      isAllowed: false,
      rule: "account disabled",
      conditions: [{ name: "assignedRegion", isMet: true }],
    });
  });

  it("is told what the policies say of the patient, the practitioner and somebody else", async () => {
    const [patientId, practitionerId, strangerId] = [newId(), newId(), newId()];
    await tell(patientId, { roles: ["USER"], patientId: world.patientId });
    await tell(practitionerId, { roles: ["PRACTITIONER"], practitionerId: world.practitionerId });
    await tell(strangerId, { roles: ["USER"], patientId: world.otherPatientId });
    expect(await decision(patientId, "appointment:read")).toMatchObject({ isAllowed: true });
    expect(await decision(practitionerId, "appointment:read")).toMatchObject({ isAllowed: true });
    expect(await decision(strangerId, "appointment:read")).toMatchObject({ isAllowed: false });
  });

  it("is told of another tenant's account what is told of none", async () => {
    const foreignId = newId();
    await tell(foreignId, { roles: ["ADMIN"] }, world.foreignTenantId);
    const none = { isAllowed: false, rule: "account not known", conditions: [] };
    expect(await decision(foreignId, "appointment:read")).toEqual(none);
    expect(await decision(newId(), "appointment:read")).toEqual(none);
  });

  it("is told of clinics, their rooms and their services, too", async () => {
    await tell(supportId, { roles: ["ANALYST"], regions: ["eu-north"] });
    const { data } = await harness.execute(
      world.viewers.admin,
      `query ($actorId: ID!) { clinic(id: "${world.clinicId}") { ...Decision rooms { ...OfRoom } serviceTypes { ...OfService } } }
        fragment Decision on Clinic { accessDecision(action: "clinic:read", actorId: $actorId) { isAllowed rule } }
        fragment OfRoom on Room { accessDecision(action: "clinic:read", actorId: $actorId) { isAllowed rule } }
        fragment OfService on ServiceType { accessDecision(action: "clinic:read", actorId: $actorId) { isAllowed rule } }`,
      { actorId: supportId },
    );
    const refused = {
      accessDecision: {
        isAllowed: false,
        rule: "clinic:read granted to ANALYST when assignedRegion: a condition does not hold",
      },
    };
    expect(data.clinic).toMatchObject(refused);
    expect(data.clinic.rooms).toContainEqual(refused);
    expect(data.clinic.serviceTypes).toContainEqual(refused);
  });

  it("is on record for having asked", async () => {
    await ask(supportId, "appointment:read");
    const entries = await vi.waitFor(async () => {
      const rows = await harness.admin`select entry->'fields' as fields, entry->>'entityId' as entity
        from appointments.outbox, jsonb_array_elements(payload->'entries') entry
        where entry->>'action' = 'access:explain' and entry->>'category' = 'READ'`;
      expect(rows.length).toBeGreaterThan(0);
      return rows;
    });
    expect(entries[0]).toMatchObject({ entity: appointmentId, fields: ["accessDecision"] });
  });

  it.each([
    ["action", "appointment:delete", supportId],
    // What a service is for decides, too, which an appointment does not know.
    ["action", "appointment:book", supportId],
    ["action", "account:read", supportId],
    ["actorId", "appointment:read", "not-an-id"],
  ])("is told that no %s can be %s", async (field, action, actorId) => {
    const answer = await ask(actorId, action);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
  });
});

describe("nobody else", () => {
  it.each(["ownPatient", "practitioner", "supportInRegion"] as const)(
    "is told anything: %s",
    async (name) => {
      const answer = await ask(supportId, "appointment:read", world.viewers[name]);
      expect(answer.data?.appointment ?? null).toBeNull();
      expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    },
  );
});
