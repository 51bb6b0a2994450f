import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAuthSubgraph } from "../subgraph.ts";
import { signIn, verifySession } from "./sessions.ts";
import { insertAccount, insertTenants, ISSUER, SEALING_KEY } from "./world.ts";

/** Shield lets everything pass: what is refused here is refused by services. */
const knockOut = { shield: () => true };

let harness: SubgraphHarness;
let mara: Viewer;
let sessionId: string | null;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "auth",
    create: (dependencies) =>
      createAuthSubgraph({ ...dependencies, issuer: ISSUER, sealingKey: SEALING_KEY }),
    startsBackgroundWork: false,
    knockOut,
  });
  const { northwind: tenantId } = await insertTenants(harness.admin);
  await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  ({ sessionId } = await signIn(harness, { email: "mara@patients.example" }));
  const { viewer } = await verifySession(harness, sessionId);
  if (viewer === null) throw new Error("There is no session.");
  mara = viewer;
});

const MUTATIONS = [
  ["signOut", "{ isSignedOut }"],
  ['revokeSession(input: { sessionId: "mine" })', "{ sessionId }"],
  ["signOutEverywhere(input: {})", "{ endedSessions }"],
  ["endImpersonation", "{ userErrors { code } }"],
  [`revokeApp(input: { appId: "${newId()}" })`, "{ appId }"],
] as const;

it.each(MUTATIONS)(
  "%s is refused to a token that is not for it, and nothing ends",
  async (field, selection) => {
    const { data, errors } = await harness.execute(
      { ...mara, scopes: [] },
      `mutation { ${field} ${selection} }`,
    );
    expect(data ?? null).toBeNull();
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    expect((await verifySession(harness, sessionId)).viewer).not.toBeNull();
  },
);

it.each(MUTATIONS.filter(([field]) => /revoke|Everywhere/.test(field)))(
  "%s is refused to who acts in another's place",
  async (field, selection) => {
    const impersonator = {
      accountId: newId(),
      roles: ["SUPPORT" as const],
      endsAt: new Date(Date.now() + 60_000).toISOString(),
    };
    const { errors } = await harness.execute({ ...mara, impersonator }, `mutation { ${field} ${selection} }`);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  },
);
