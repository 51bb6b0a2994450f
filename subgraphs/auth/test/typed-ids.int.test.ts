import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { beginSession, getTokens } from "./app-flow.ts";
import { insertAccount, insertApp, insertTenants, ROUTER, startAuth, type AuthHarness } from "./world.ts";

const REVOKE_APP = `mutation ($appId: ID!) { revokeApp(input: { appId: $appId }) { appId userErrors { code } } }`;
const REVOKE_SESSION = `mutation ($sessionId: ID!) {
  revokeSession(input: { sessionId: $sessionId }) { sessionId userErrors { code } }
}`;

let harness: AuthHarness;
let mara: Viewer;

beforeAll(async () => {
  harness = await startAuth();
  const { northwind: tenantId } = await insertTenants(harness.admin);
  await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  await insertApp(harness.admin, { tenantId, clientId: "clinic-app" });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  mara = await beginSession(harness, "mara@patients.example");
});

it("an app whose id is typed in capitals is out, and routers are told of it as its tokens name it", async () => {
  const { claims } = await getTokens(harness, mara);
  const id = String(claims["sid"]);
  const { data } = await harness.execute(mara, REVOKE_APP, { appId: id.toUpperCase() });
  expect(data.revokeApp).toEqual({ appId: id, userErrors: [] });
  const answer = await harness.post(ROUTER, "/internal/revocations", JSON.stringify({ after: 0, waitMs: 0 }));
  expect(JSON.parse(answer.body).revocations).toMatchObject([{ kind: "FAMILY", subject: id }]);
});

it("a session whose id is typed in capitals ends, and is answered as it is listed", async () => {
  await beginSession(harness, "mara@patients.example");
  const listed = await harness.execute(mara, "{ viewer { sessions { id isCurrent } } }");
  const { id } = listed.data.viewer.sessions.find((session: { isCurrent: boolean }) => !session.isCurrent);
  const { data } = await harness.execute(mara, REVOKE_SESSION, { sessionId: id.toUpperCase() });
  expect(data.revokeSession).toEqual({ sessionId: id, userErrors: [] });
});
