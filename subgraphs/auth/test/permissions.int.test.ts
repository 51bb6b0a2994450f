import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness, type Tenants } from "./world.ts";

/** `+` a value, `0` the thing itself is not there for this viewer. */
type Outcome = "+" | "0";

const VIEWERS = [
  "own",
  "other",
  "practitioner",
  "support",
  "analyst",
  "admin",
  "partner",
  "foreignAdmin",
  "anonymous",
] as const;
type ViewerName = (typeof VIEWERS)[number];

// Columns in the order of VIEWERS.
const MATRIX: Readonly<Record<string, string>> = {
  "Account.id": "+ 0 0 0 0 + 0 0 0",
  "Account.email": "+ 0 0 0 0 + 0 0 0",
  "Account.roles": "+ 0 0 0 0 + 0 0 0",
  "Account.tier": "+ 0 0 0 0 + 0 0 0",
  "Account.createdAt": "+ 0 0 0 0 + 0 0 0",
  "Tenant.id": "+ + + + + + + 0 0",
  "Tenant.slug": "+ + + + + + + 0 0",
  "Tenant.name": "+ + + + + + + 0 0",
};

let harness: AuthHarness;
let tenants: Tenants;
let accountId: string;
let viewers: Readonly<Record<ViewerName, Viewer>>;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  const tenantId = tenants.northwind;
  accountId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  viewers = {
    own: viewerOf({ tenantId, roles: ["USER"], accountId }),
    other: viewerOf({ tenantId, roles: ["USER"] }),
    practitioner: viewerOf({ tenantId, roles: ["PRACTITIONER"], practitionerId: newId() }),
    support: viewerOf({ tenantId, roles: ["SUPPORT"], regions: ["eu-central"] }),
    analyst: viewerOf({ tenantId, roles: ["ANALYST"], regions: ["eu-central"] }),
    admin: viewerOf({ tenantId, roles: ["ADMIN"] }),
    partner: viewerOf({
      tenantId,
      roles: ["PARTNER"],
      kind: "CLIENT",
      accountId: null,
      clientId: "partner-lab",
    }),
    foreignAdmin: viewerOf({ tenantId: tenants.lakeside, roles: ["ADMIN"] }),
    anonymous: ANONYMOUS,
  };
});
afterAll(() => harness.stop());

const ENTITIES = "query ($representations: [_Any!]!) { _entities(representations: $representations)";

const cases = Object.entries(MATRIX).flatMap(([field, row]) =>
  VIEWERS.map((viewer, index) => ({ field, viewer, expected: row.split(" ")[index] as Outcome })),
);

describe("permission matrix", () => {
  it.each(cases)("$field as $viewer is $expected", async ({ field, viewer, expected }) => {
    const [typeName = "", selection = ""] = field.split(".");
    const id = typeName === "Account" ? accountId : tenants.northwind;
    const answer = await harness.execute(
      viewers[viewer],
      `${ENTITIES} { __typename ... on ${typeName} { ${selection} } } }`,
      { representations: [{ __typename: typeName, id }] },
    );
    expect(answer.errors).toBeUndefined();
    const [entity] = answer.data._entities;
    expect(entity === null ? "0" : entity[selection] != null && "+").toBe(expected);
  });

  it("holds by the policy alone when an account is found that the viewer may not see", async () => {
    // As if row-level security were off: everybody of the tenant finds every account.
    await harness.admin`create policy hole on auth.account for select to auth_app using (true)`;
    try {
      const answer = await harness.execute(viewers.other, `${ENTITIES} { ... on Account { email } } }`, {
        representations: [{ __typename: "Account", id: accountId }],
      });
      expect(answer.data).toEqual({ _entities: [null] });
      expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    } finally {
      await harness.admin`drop policy hole on auth.account`;
    }
  });

  it("answers a foreign, a missing and a malformed id alike", async () => {
    for (const typeName of ["Account", "Tenant"]) {
      const ids = [typeName === "Account" ? accountId : tenants.northwind, newId(), "1' or '1'='1"];
      const answer = await harness.execute(viewers.foreignAdmin, `${ENTITIES} { __typename } }`, {
        representations: ids.map((id) => ({ __typename: typeName, id })),
      });
      expect(answer).toEqual({ data: { _entities: [null, null, null] }, setCookies: [] });
    }
  });

  it("sends the same statements for 1, 10 and 100 accounts", async () => {
    const tenantId = tenants.northwind;
    const ids: string[] = [];
    for (let index = 0; index < 100; index += 1) {
      ids.push(await insertAccount(harness.admin, { tenantId, email: `n${String(index)}@patients.example` }));
    }
    const counts: number[] = [];
    for (const size of [1, 10, 100]) {
      harness.statements.clear();
      const answer = await harness.execute(viewers.admin, `${ENTITIES} { ... on Account { id email } } }`, {
        representations: ids.slice(0, size).map((id) => ({ __typename: "Account", id })),
      });
      const entities: readonly { id: string }[] = answer.data._entities;
      expect(entities.map(({ id }) => id)).toEqual(ids.slice(0, size));
      counts.push(harness.statements.list.length);
    }
    // BEGIN, settings, accounts, COMMIT.
    expect(counts).toEqual([4, 4, 4]);
  });
});
