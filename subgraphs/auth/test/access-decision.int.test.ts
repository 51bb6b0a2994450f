import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness, type Tenants } from "./world.ts";

const ROLES = ["USER", "PRACTITIONER", "SUPPORT", "ANALYST"] as const;

let harness: AuthHarness;
let tenants: Tenants;
let admin: Viewer;
let accountId: string;
let otherId: string;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  const tenantId = tenants.northwind;
  accountId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  otherId = await insertAccount(harness.admin, { tenantId, email: "noor@patients.example" });
  admin = viewerOf({ tenantId, roles: ["ADMIN"] });
});
afterAll(() => harness.stop());

function ask(viewer: Viewer, actorId: string): Promise<GraphqlAnswer> {
  return harness.execute(
    viewer,
    `query ($id: ID!, $actorId: ID!) { account(id: $id) {
      accessDecision(action: "account:read", actorId: $actorId) { isAllowed rule conditions { name isMet } } } }`,
    { id: accountId, actorId },
  );
}

describe("what decides about an account", () => {
  it("is told to an admin, for the account itself, another one and none", async () => {
    expect((await ask(admin, accountId)).data.account.accessDecision).toEqual({
      isAllowed: true,
      rule: "account:read granted to anyone when ownAccount",
      conditions: [{ name: "ownAccount", isMet: true }],
    });
    expect((await ask(admin, otherId)).data.account.accessDecision).toEqual({
      isAllowed: false,
      rule: "account:read granted to anyone when ownAccount: a condition does not hold",
      conditions: [{ name: "ownAccount", isMet: false }],
    });
    const foreignId = await insertAccount(harness.admin, {
      tenantId: tenants.lakeside,
      email: "far@patients.example",
    });
    for (const id of [foreignId, newId()]) {
      expect((await ask(admin, id)).data.account.accessDecision).toEqual({
        isAllowed: false,
        rule: "account not known",
        conditions: [],
      });
    }
  });

  it("is that it is disabled, whatever else holds", async () => {
    await harness.admin`update auth.account set disabled_at = now() where id = ${accountId}`;
    expect((await ask(admin, accountId)).data.account.accessDecision).toMatchObject({
      isAllowed: false,
      rule: "account disabled",
    });
  });

  it.each(ROLES)("is told to no %s, not even of the own account", async (role) => {
    const own = viewerOf({ tenantId: tenants.northwind, roles: [role], accountId: otherId });
    const answer = await harness.execute(
      own,
      `{ account(id: "${otherId}") { accessDecision(action: "account:read", actorId: "${otherId}") { rule } } }`,
    );
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });
});
