import { afterAll, beforeAll, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { CLIENT_SECRET, insertClient, insertTenants, startAuth, type AuthHarness } from "./world.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

let harness: AuthHarness;
let accessToken: string;

beforeAll(async () => {
  harness = await startAuth();
  const { northwind: tenantId } = await insertTenants(harness.admin);
  await insertClient(harness.admin, { tenantId, clientId: "partner-lab" });
  ({ access_token: accessToken } = JSON.parse(
    (await ask("token", { grant_type: "client_credentials" })).body,
  ));
});
afterAll(() => harness.stop());

function ask(what: string, form: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ client_id: "partner-lab", client_secret: CLIENT_SECRET, ...form });
  harness.statements.clear();
  return harness.post(ANONYMOUS, `/oauth2/${what}`, body.toString(), FORM);
}

const statementsOf = (table: string) => harness.statements.list.filter((text) => text.includes(`"${table}"`));
const transactions = () => harness.statements.list.filter((text) => /^begin/i.test(text)).length;

it.each(["introspect", "revoke"])(
  "no work is done to %s a token for a client that is not known",
  async (what) => {
    const { status } = await ask(what, { token: accessToken, client_secret: "another" });
    expect([status, transactions()]).toEqual([401, 1]);
    expect([...statementsOf("signing_key"), ...statementsOf("refresh_token")]).toEqual([]);
  },
);

it.each(["introspect", "revoke"])("it takes one transaction to %s a token", async (what) => {
  const { status } = await ask(what, { token: accessToken });
  expect([status, transactions()]).toEqual([200, 1]);
  expect(statementsOf("refresh_token")).toEqual([]);
});

it.each(["introspect", "revoke"])("what is no JWT is looked for among no keys to %s it", async (what) => {
  expect((await ask(what, { token: "x".repeat(43) })).status).toBe(200);
  expect(statementsOf("signing_key")).toEqual([]);
});

it.each(["introspect", "revoke"])("what is longer than any token is refused to %s", async (what) => {
  const answer = await ask(what, { token: "x".repeat(8_193) });
  expect([answer.status, JSON.parse(answer.body).error]).toEqual([400, "invalid_request"]);
  expect(harness.statements.list).toEqual([]);
});

it.each([7, "\0", "x".repeat(44), undefined])("a key of the name %j is not looked for", async (kid) => {
  const header = Buffer.from(JSON.stringify({ alg: "ES256", typ: "at+jwt", kid })).toString("base64url");
  const [, claims, signature] = accessToken.split(".");
  const answer = await ask("introspect", { token: [header, claims, signature].join(".") });
  expect(JSON.parse(answer.body)).toEqual({ active: false });
  expect(statementsOf("signing_key")).toEqual([]);
});
