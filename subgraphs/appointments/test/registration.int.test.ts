import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";

let harness: SubgraphHarness;

beforeAll(async () => {
  harness = await startSubgraph({ name: "appointments", create: createAppointmentsSubgraph });
});
afterAll(() => harness.stop());

async function deliver(tenantId: string, messageId: string, patientId: string): Promise<void> {
  await harness.admin`insert into messaging.delivery
      (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent)
    values (${newId()}, ${tenantId}, 'appointments', ${messageId}, 'patient.registered.v1', ${patientId}, 1,
      ${harness.admin.json({ patientId, region: "eu-central" })}, 'correlation-of-sign-up',
      ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`})`;
}

/** What a delivery has done can be seen before the delivery itself is gone. */
async function untilDelivered(): Promise<void> {
  await vi.waitFor(async () => {
    expect(
      await harness.admin`select 1 from messaging.delivery where consumer = 'appointments'`,
    ).toHaveLength(0);
  });
}

it("knows each registered patient once, however often the event comes", async () => {
  const tenantId = newId();
  const patients = [newId(), newId()] as const;
  const messageId = newId();
  await deliver(tenantId, messageId, patients[0]);
  await deliver(tenantId, newId(), patients[1]);
  await untilDelivered();
  expect(await harness.admin`select 1 from appointments.known_patient`).toHaveLength(2);
  await deliver(tenantId, messageId, patients[0]);
  // A message of its own about a patient who is known already.
  await deliver(tenantId, newId(), patients[0]);
  await untilDelivered();
  const rows = await harness.admin`select id, tenant_id, region from appointments.known_patient order by id`;
  expect(rows.map((row) => ({ ...row }))).toEqual(
    patients.toSorted().map((id) => ({ id, tenant_id: tenantId, region: "eu-central" })),
  );
  expect(await harness.admin`select 1 from appointments.parked_message`).toHaveLength(0);
});
