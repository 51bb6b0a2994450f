import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newId } from "#shared/db/ids.ts";
import type { MessageType } from "#shared/messaging/contracts.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";

let harness: SubgraphHarness;

beforeAll(async () => {
  harness = await startSubgraph({ name: "appointments", create: createAppointmentsSubgraph });
});
afterAll(() => harness.stop());

async function deliver(tenantId: string, messageId: string, patientId: string): Promise<void> {
  await deliverOf("patient.registered.v1", tenantId, messageId, { patientId, region: "eu-central" });
}

async function deliverOf(
  type: MessageType,
  tenantId: string,
  messageId: string,
  payload: { readonly patientId: string } & Readonly<Record<string, string | string[] | null>>,
): Promise<void> {
  await harness.admin`insert into messaging.delivery
      (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent)
    values (${newId()}, ${tenantId}, 'appointments', ${messageId}, ${type}, ${payload.patientId}, 1,
      ${harness.admin.json(payload)}, 'correlation-of-sign-up', ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`})`;
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

it("knows who acts for a patient, and that a guardianship has ended, in whatever order that is told", async () => {
  const [tenantId, patientId, accountId] = [newId(), newId(), newId()];
  const [kept, over, early] = [newId(), newId(), newId()];
  const start = (guardianshipId: string): Promise<void> =>
    deliverOf("guardianship.started.v1", tenantId, newId(), {
      ...{ guardianshipId, patientId, accountId, scopes: ["APPOINTMENT_READ"] },
      expiresAt: "2900-01-01T00:00:00.000Z",
    });
  const end = (guardianshipId: string): Promise<void> =>
    deliverOf("guardianship.ended.v1", tenantId, newId(), {
      ...{ guardianshipId, patientId, accountId },
      endedAt: "2026-03-09T10:00:00.000Z",
    });
  for (const tell of [() => start(over), () => start(kept), () => end(over), () => end(early)]) await tell();
  await untilDelivered();
  await start(early);
  await start(over);
  await untilDelivered();
  const rows = await harness.admin`select id, tenant_id, patient_id, account_id, ended_at
    from appointments.known_guardianship order by id`;
  const endedAt = new Date("2026-03-09T10:00:00.000Z");
  expect(rows.map((row) => ({ ...row }))).toEqual(
    [kept, over, early].toSorted().map((id) => ({
      ...{ id, tenant_id: tenantId, patient_id: patientId, account_id: accountId },
      ended_at: id === kept ? null : endedAt,
    })),
  );
  expect(await harness.admin`select 1 from appointments.parked_message`).toHaveLength(0);
});
