import { createHash } from "node:crypto";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
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

const GRANT = "grant_type=client_credentials";
const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };
const ATTEMPT = { category: "SIGN_IN", action: "token:issue", entityType: "OAuthClient" } as const;

let harness: AuthHarness;
let tenants: Tenants;
let clientRowId: string;
let disabledRowId: string;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  const tenantId = tenants.northwind;
  clientRowId = await insertClient(harness.admin, { tenantId, clientId: "partner-lab" });
  disabledRowId = await insertClient(harness.admin, { tenantId, clientId: "partner-gone", isDisabled: true });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.admin`truncate auth.outbox`;
});

function askToken(body: string, headers: Record<string, string> = {}): Promise<ServiceResponse> {
  return postForm(harness, "token", body, { headers });
}

function basic(clientId: string, secret: string = CLIENT_SECRET): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}` };
}

async function keySet() {
  return createLocalJWKSet(JSON.parse((await get(harness, "/.well-known/jwks.json")).body));
}

describe("POST /oauth2/token", () => {
  it("gives a partner's program a token that the published keys verify", async () => {
    const answer = await askToken(GRANT, basic("partner-lab"));
    expect(answer.status).toBe(200);
    expect(answer.headers).toEqual({ "content-type": "application/json; charset=utf-8", ...NO_STORE });
    expect(answer.setCookies).toEqual([]);
    const { access_token: token, ...rest } = JSON.parse(answer.body);
    expect(rest).toEqual({ token_type: "Bearer", expires_in: 600, scope: "slot:read appointment:book" });

    const { payload, protectedHeader } = await jwtVerify(token, await keySet(), {
      algorithms: ["ES256"],
      typ: "at+jwt",
      issuer: ISSUER,
      audience: "clinic-api",
      currentDate: START,
    });
    expect(protectedHeader).toEqual({
      alg: "ES256",
      typ: "at+jwt",
      kid: expect.stringMatching(/^[\w-]{43}$/),
    });
    const seconds = START.getTime() / 1000;
    expect(payload).toEqual({
      iss: ISSUER,
      aud: "clinic-api",
      sub: "partner-lab",
      client_id: "partner-lab",
      tenant_id: tenants.northwind,
      roles: ["PARTNER"],
      scope: "slot:read appointment:book",
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: seconds,
      nbf: seconds,
      exp: seconds + 600,
    });
    const rows = await drainOutbox(harness.admin);
    expect(rows).toEqual([
      auditRow(tenants.northwind, {
        ...ATTEMPT,
        outcome: "SUCCESS",
        agent: { kind: "CLIENT", accountId: null, clientId: "partner-lab", roles: ["PARTNER"] },
        entityId: clientRowId,
      }),
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("gives the scopes asked for, to credentials in the body as well", async () => {
    const credentials = `client_id=partner-lab&client_secret=${CLIENT_SECRET}`;
    const first = JSON.parse((await askToken(`${GRANT}&scope=slot:read&${credentials}`)).body);
    const second = JSON.parse((await askToken(`${GRANT}&scope=slot:read&${credentials}`)).body);
    expect(first.scope).toBe("slot:read");
    expect(first.access_token).not.toBe(second.access_token);
    expect(decodeProtectedHeader(first.access_token).kid).toBe(
      decodeProtectedHeader(second.access_token).kid,
    );
  });

  it("refuses unknown, disabled and mistaken clients in the same words, and puts each on record", async () => {
    const answers = [
      await askToken(GRANT, basic("partner-lab", "wrong")),
      await askToken(GRANT, basic("partner-unknown")),
      await askToken(GRANT, basic("partner-gone")),
      await askToken(GRANT, basic("partner-gone", "wrong")),
    ];
    for (const answer of answers) {
      expect(answer).toEqual({
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          ...NO_STORE,
          "www-authenticate": 'Basic realm="clinic-api", charset="UTF-8"',
        },
        setCookies: [],
        body: JSON.stringify({
          error: "invalid_client",
          error_description: "The client is not known, or its secret is wrong.",
        }),
      });
    }
    const typed = createHash("sha256").update("partner-unknown").digest("base64url").slice(0, 12);
    const failure = { ...ATTEMPT, outcome: "FAILURE" };
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, { ...failure, entityId: clientRowId, detail: { reason: "WRONG_SECRET" } }),
      auditRow(PLATFORM_TENANT_ID, { ...failure, detail: { reason: "UNKNOWN_CLIENT", typed } }),
      auditRow(tenants.northwind, {
        ...failure,
        entityId: disabledRowId,
        detail: { reason: "CLIENT_DISABLED" },
      }),
      auditRow(tenants.northwind, {
        ...failure,
        entityId: disabledRowId,
        detail: { reason: "WRONG_SECRET" },
      }),
    ]);
  });

  it("refuses a scope that the client may not have", async () => {
    const answer = await askToken(`${GRANT}&scope=slot:read+patient:read`, basic("partner-lab"));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      error: "invalid_scope",
      error_description: "The client may not have one of the scopes.",
    });
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        ...ATTEMPT,
        outcome: "FAILURE",
        entityId: clientRowId,
        detail: { reason: "INVALID_SCOPE" },
      }),
    ]);
  });

  it("refuses a client that has no scope, because a token always has a limit", async () => {
    const { northwind: tenantId } = tenants;
    const clientId = "partner-idle";
    const id = await insertClient(harness.admin, { tenantId, clientId, scopes: ["no:action"] });
    for (const body of [GRANT, `${GRANT}&scope=no:action`]) {
      const answer = await askToken(body, basic(clientId));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ error: "invalid_scope" });
    }
    const refused = { ...ATTEMPT, outcome: "FAILURE", entityId: id, detail: { reason: "INVALID_SCOPE" } };
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenantId, refused),
      auditRow(tenantId, refused),
    ]);
  });

  it.each([
    ["no content type", GRANT, { "content-type": "" }, 400, "invalid_request"],
    ["another grant", "grant_type=password", basic("partner-lab"), 400, "unsupported_grant_type"],
    ["nobody's credentials", GRANT, {}, 401, "invalid_client"],
  ])("refuses a request with %s as RFC 6749 says", async (_, body, headers, status, error) => {
    const answer = await askToken(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(JSON.parse(answer.body)).toMatchObject({ error });
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });

  it("takes POST only", async () => {
    const answer = await get(harness, "/oauth2/token");
    expect(answer.status).toBe(405);
    expect(answer.headers["allow"]).toBe("POST");
    expect(JSON.parse(answer.body)).toMatchObject({ error: "invalid_request" });
  });

  it("gives no token when the attempt cannot be put on record", async () => {
    await harness.admin`alter table auth.outbox rename column traceparent to traceparent_gone`;
    try {
      const answer = await askToken(GRANT, basic("partner-lab"));
      expect(answer.status).toBe(500);
      expect(answer.body).not.toContain("access_token");
    } finally {
      await harness.admin`alter table auth.outbox rename column traceparent_gone to traceparent`;
    }
  });
});

describe("/.well-known/oauth-authorization-server", () => {
  it("names what there is", async () => {
    const answer = await get(harness, "/.well-known/oauth-authorization-server");
    expect(answer.status).toBe(200);
    expect(answer.headers["cache-control"]).toBe("public, max-age=60");
    const withSecret = ["client_secret_basic", "client_secret_post"];
    const { scopes_supported: scopes, ...metadata } = JSON.parse(answer.body);
    expect(metadata).toEqual({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/oauth2/authorize`,
      token_endpoint: `${ISSUER}/oauth2/token`,
      revocation_endpoint: `${ISSUER}/oauth2/revoke`,
      introspection_endpoint: `${ISSUER}/oauth2/introspect`,
      jwks_uri: `${ISSUER}/.well-known/jwks.json`,
      response_types_supported: ["code"],
      response_modes_supported: ["query"],
      grant_types_supported: ["authorization_code", "client_credentials", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
      token_endpoint_auth_methods_supported: [...withSecret, "none"],
      revocation_endpoint_auth_methods_supported: [...withSecret, "none"],
      introspection_endpoint_auth_methods_supported: withSecret,
    });
    expect(scopes).toContain("appointment:book");
  });
});
