import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, type World } from "./world.ts";

let harness: SubgraphHarness;
let world: World;
const supportId = newId();

beforeAll(async () => {
  harness = await startSubgraph({ name: "users", create: createUsersSubgraph });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());

const DECISION =
  "accessDecision(action: $action, actorId: $actorId) { isAllowed rule conditions { name isMet } }";

describe("what decides about a patient", () => {
  it("is told to an admin, by what auth's events have told of the account", async () => {
    const payload = {
      accountId: supportId,
      roles: ["SUPPORT"],
      regions: ["eu-central"],
      tier: "STANDARD",
      patientId: null,
      practitionerId: null,
      isDisabled: false,
    };
    await harness.admin`insert into messaging.delivery
        (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent)
      values (${newId()}, ${world.tenantId}, 'users', ${newId()}, 'account.access-changed.v1', ${supportId}, 1,
        ${harness.admin.json(payload)}, 'correlation', ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`})`;
    await vi.waitFor(async () => {
      expect(await harness.admin`select 1 from users.known_actor`).toHaveLength(1);
    });
    const answer = await harness.execute(
      world.viewers.admin,
      `query ($action: String!, $actorId: ID!) {
        own: patient(id: "${world.patientId}") { ${DECISION} }
        other: patient(id: "${world.otherPatientId}") { ${DECISION} } }`,
      { action: "patient:contact:read", actorId: supportId },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      own: {
        accessDecision: {
          isAllowed: true,
          rule: "patient:contact:read granted to SUPPORT when assignedRegion",
          conditions: [{ name: "assignedRegion", isMet: true }],
        },
      },
      other: {
        accessDecision: {
          isAllowed: false,
          rule: "patient:contact:read granted to SUPPORT when assignedRegion: a condition does not hold",
          conditions: [{ name: "assignedRegion", isMet: false }],
        },
      },
    });
  });

  it("is told of practitioners and of persons, too", async () => {
    const answer = await harness.execute(
      world.viewers.admin,
      `query ($actorId: ID!) {
        practitioner(id: "${world.practitionerId}") {
          read: accessDecision(action: "practitioner:read", actorId: $actorId) { isAllowed rule } }
        _entities(representations: [{ __typename: "User", id: "${world.userId}" }]) { ... on User {
          read: accessDecision(action: "user:read", actorId: $actorId) { isAllowed rule } } } }`,
      { actorId: supportId },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      practitioner: {
        read: {
          isAllowed: true,
          rule: "practitioner:read granted to USER, PARTNER, ADMIN, SUPPORT, PRACTITIONER",
        },
      },
      _entities: [
        {
          read: {
            isAllowed: false,
            rule: "user:read granted to anyone signed in when ownAccount: a condition does not hold",
          },
        },
      ],
    });
  });

  it.each(["ownPatient", "practitioner", "supportInRegion"] as const)("is not told to %s", async (name) => {
    const answer = await harness.execute(
      world.viewers[name],
      `query ($action: String!, $actorId: ID!) { patient(id: "${world.patientId}") { ${DECISION} } }`,
      { action: "patient:read", actorId: supportId },
    );
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });
});
