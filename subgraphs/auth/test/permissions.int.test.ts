import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness, type Tenants } from "./world.ts";

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

/**
 * Columns in the order of VIEWERS: `+` a value of each field that the action lets read, `0` the thing itself is not there for
 * this viewer.
 */
const MATRIX = {
  Account: { action: "account:read", row: "+ 0 0 0 0 + 0 0 0" },
  Tenant: { action: "tenant:read", row: "+ + + + + + + 0 0" },
} as const;
const access = readAccessMap(loadSubgraphSdl("auth"));

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

const cases = Object.entries(MATRIX).flatMap(([type, { action, row }]) => {
  const fields = [...(access.get(type) ?? [])].filter(([, rule]) => rule.action === action);
  return VIEWERS.map((viewer, index) => ({
    ...{ type, viewer, expected: row.split(" ")[index] },
    fields: fields.map(([name]) => name),
  }));
});

describe("permission matrix", () => {
  it.each(cases)(
    "each field of $type as $viewer is $expected",
    async ({ type, fields, viewer, expected }) => {
      const id = type === "Account" ? accountId : tenants.northwind;
      expect(fields.length).toBeGreaterThan(2);
      const answer = await harness.execute(
        viewers[viewer],
        `${ENTITIES} { ... on ${type} { ${fields.join(" ")} } } }`,
        { representations: [{ __typename: type, id }] },
      );
      expect(answer.errors).toBeUndefined();
      const there = Object.fromEntries(fields.map((name) => [name, expect.anything() as unknown]));
      expect(answer.data._entities).toEqual([expected === "+" ? there : null]);
    },
  );

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
