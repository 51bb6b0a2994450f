import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { postForm } from "./oauth-forms.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import {
  CLIENT_SECRET,
  get,
  insertClient,
  insertTenants,
  ISSUER,
  START,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

let harness: AuthHarness;
let tenants: Tenants;
let labRowId: string;
/** Of `partner-lab`, as it was issued at {@link START}. */
let token: string;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  labRowId = await insertClient(harness.admin, { tenantId: tenants.northwind, clientId: "partner-lab" });
  await insertClient(harness.admin, { tenantId: tenants.northwind, clientId: "partner-wellness" });
  const answer = await post("token", { grant_type: "client_credentials" });
  ({ access_token: token } = JSON.parse(answer.body));
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox`;
});

function post(
  endpoint: string,
  form: Record<string, string>,
  clientId = "partner-lab",
): Promise<ServiceResponse> {
  return postForm(harness, endpoint, { client_id: clientId, client_secret: CLIENT_SECRET, ...form });
}

async function introspect(form: Record<string, string>, clientId?: string): Promise<unknown> {
  const answer = await post("introspect", form, clientId);
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
  return JSON.parse(answer.body);
}

describe("POST /oauth2/introspect", () => {
  it("tells a client what its own token says, while it is valid", async () => {
    const nowSeconds = START.getTime() / 1000;
    expect(await introspect({ token, token_type_hint: "access_token" })).toEqual({
      active: true,
      token_type: "Bearer",
      iss: ISSUER,
      aud: "clinic-api",
      sub: "partner-lab",
      client_id: "partner-lab",
      scope: "slot:read appointment:book",
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: nowSeconds,
      nbf: nowSeconds,
      exp: nowSeconds + 600,
    });
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });

  it("tells nothing of a token that has ended, is another client's, or is none", async () => {
    const nothing = { active: false };
    expect(await introspect({ token }, "partner-wellness")).toEqual(nothing);
    expect(await introspect({ token: `${token.slice(0, -2)}xx` })).toEqual(nothing);
    expect(await introspect({ token: "__Host-session" })).toEqual(nothing);
    harness.setMinutes(10);
    expect(await introspect({ token })).toEqual(nothing);
  });

  it("refuses a client that does not say rightly who it is, and puts it on record", async () => {
    const answer = await post("introspect", { token, client_secret: "a-wrong-secret" });
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([401, "invalid_client"]);
    expect(answer.headers["www-authenticate"]).toContain("Basic");
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        category: "SIGN_IN",
        action: "token:introspect",
        outcome: "FAILURE",
        entityType: "OAuthClient",
        entityId: labRowId,
        detail: { reason: "WRONG_SECRET" },
      }),
    ]);
  });

  it("refuses what is no such request", async () => {
    const answer = await post("introspect", {});
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      400,
      { error: "invalid_request", error_description: "The parameter token is missing." },
    ]);
    const json = { "content-type": "application/json" };
    expect((await harness.post(ANONYMOUS, "/oauth2/introspect", "{}", json)).status).toBe(400);
    const byGet = await get(harness, "/oauth2/introspect");
    expect([byGet.status, byGet.headers["allow"]]).toEqual([405, "POST"]);
  });
});
