import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { revokeLeakedTokens } from "../revoke-leaked-tokens.ts";
import { askTokens, beginSession, getTokens } from "./app-flow.ts";
import {
  CLIENT_SECRET,
  insertAccount,
  insertApp,
  insertClient,
  insertTenants,
  ROUTER,
  START,
  startAuth,
  type AuthHarness,
} from "./world.ts";

const MARA = "mara@patients.example";
const PARTNER = { client_id: "partner-lab", client_secret: CLIENT_SECRET };
/** Of the operator's machine: an hour late. */
const clock = () => new Date(Date.now() - 3_600_000);

let harness: AuthHarness;
let database: Database;

beforeAll(async () => {
  harness = await startAuth();
  // As the clock of the database.
  harness.setSeconds((Date.now() - START.getTime()) / 1000);
  const { northwind: tenantId } = await insertTenants(harness.admin);
  await insertAccount(harness.admin, { tenantId, email: MARA });
  await insertApp(harness.admin, { tenantId, clientId: "clinic-app" });
  await insertClient(harness.admin, { tenantId, clientId: "partner-lab" });
  const url = harness.database.urlFor("auth_app");
  database = openDatabase({ url, maxConnections: 1, applicationName: "test-leaked-tokens" });
});
afterAll(async () => {
  await database.close();
  await harness.stop();
});

/** What routers are told of from the beginning, in its order. */
async function revoked(): Promise<(readonly [kind: string, subject: string])[]> {
  const { body } = await harness.post(
    ROUTER,
    "/internal/revocations",
    JSON.stringify({ after: 0, waitMs: 0 }),
  );
  const { revocations }: { revocations: { kind: string; subject: string }[] } = JSON.parse(body);
  return revocations.map(({ kind, subject }) => [kind, subject]);
}

it("all of a client are refused though the operator's clock is late, those of its families by themselves", async () => {
  const partner = await askTokens(harness, { ...PARTNER, grant_type: "client_credentials" });
  expect(await revokeLeakedTokens({ kind: "CLIENT", clientId: "partner-lab" }, { database, clock })).toBe(
    "All tokens of the client partner-lab",
  );
  const form = new URLSearchParams({ ...PARTNER, token: partner.accessToken }).toString();
  const type = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await harness.post(ANONYMOUS, "/oauth2/introspect", form, type);
  expect(JSON.parse(answer.body)).toEqual({ active: false });

  const { claims } = await getTokens(harness, await beginSession(harness, MARA));
  await revokeLeakedTokens({ kind: "CLIENT", clientId: "clinic-app" }, { database, clock });
  expect(await revoked()).toEqual([
    ["CLIENT", "partner-lab"],
    ["FAMILY", claims["sid"]],
    ["CLIENT", "clinic-app"],
  ]);
});

it("an account is found by its address as somebody typed it", async () => {
  const { claims } = await getTokens(harness, await beginSession(harness, MARA));
  const leak = { kind: "ACCOUNT", email: ` ${MARA.toUpperCase()} ` } as const;
  expect(await revokeLeakedTokens(leak, { database, clock })).toBe(
    `All tokens of the account ${String(claims.sub)}`,
  );
});

it("an app that acts for more than fit into a statement is out, too", async () => {
  const families = 8_192;
  await harness.admin`insert into auth.token_family (id, tenant_id, oauth_client_id, account_id, scopes, roles,
      generation, last_used_at, expires_at, ends_at)
    select gen_random_uuid(), client.tenant_id, client.id, account.id, '{}', '{}', 0, now(), now() + interval '1 day',
      now() + interval '1 day'
    from auth.oauth_client client, auth.account, generate_series(1, ${families})
    where client.client_id = 'clinic-app'`;
  await harness.admin`truncate auth.revocation`;
  await revokeLeakedTokens({ kind: "CLIENT", clientId: "clinic-app" }, { database, clock });
  expect(await harness.admin`select id from auth.revocation where kind = 'FAMILY'`).toHaveLength(families);
});
