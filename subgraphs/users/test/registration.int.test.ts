import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createUsersSubgraph } from "../subgraph.ts";

let harness: SubgraphHarness;

beforeAll(async () => {
  harness = await startSubgraph({ name: "users", create: createUsersSubgraph });
});
afterAll(() => harness.stop());

async function deliver(message: {
  tenantId: string;
  messageId: string;
  payload: Record<string, string | null>;
}): Promise<void> {
  const { tenantId, messageId, payload } = message;
  await harness.admin`insert into messaging.delivery
      (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent)
    values (${newId()}, ${tenantId}, 'users', ${messageId}, 'account.registered.v1', ${String(payload["accountId"])}, 1,
      ${harness.admin.json(payload)}, 'correlation-of-sign-up', ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`})`;
}

it("makes user and patient of a new account once, however often the event comes", async () => {
  const tenantId = newId();
  const [accountId, patientId, messageId] = [newId(), newId(), newId()];
  const payload = {
    accountId,
    patientId,
    email: "new@northwind.example",
    givenName: "Noor",
    familyName: "Haddad",
    birthDate: "1990-05-06",
    phone: null,
    region: "eu-central",
  };
  // What was delivered is removed after its effect has been committed: only then the same may come again.
  for (let times = 0; times < 2; times += 1) {
    await deliver({ tenantId, messageId, payload });
    await vi.waitFor(async () => {
      expect(await harness.admin`select 1 from messaging.delivery where consumer = 'users'`).toHaveLength(0);
    });
  }
  expect(await harness.admin`select 1 from users.patient where id = ${patientId}`).toHaveLength(1);

  const viewer = viewerOf({ tenantId, roles: ["USER"], accountId, patientId });
  const answer = await harness.execute(
    viewer,
    `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on User { name { display } email } ... on Patient { birthDate region }
    } }`,
    {
      representations: [
        { __typename: "User", id: accountId },
        { __typename: "Patient", id: patientId },
      ],
    },
  );
  expect(answer.data).toEqual({
    _entities: [
      { name: { display: "Noor Haddad" }, email: "new@northwind.example" },
      { birthDate: "1990-05-06", region: "eu-central" },
    ],
  });
  const published = await harness.admin`
    select payload, correlation_id from users.outbox where type = 'patient.registered.v1'`;
  expect([...published]).toEqual([
    { payload: { patientId, region: "eu-central" }, correlation_id: "correlation-of-sign-up" },
  ]);
});
