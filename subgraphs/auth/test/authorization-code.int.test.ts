import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import {
  allow,
  answerOf,
  askTokens,
  authorizationQuery,
  authorize,
  beginSession,
  exchange,
  getCode,
  newPkce,
} from "./app-flow.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import {
  CLIENT_SECRET,
  get,
  insertAccount,
  insertApp,
  insertClient,
  insertTenants,
  ISSUER,
  REDIRECT_URI,
  START,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

const MARA = "mara@patients.example";
const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };
const PATIENT_ID = newId();

let harness: AuthHarness;
let tenants: Tenants;
let maraId: string;
let appRowId: string;
let mara: Viewer;

beforeAll(async () => {
  harness = await startAuth();
  const { admin } = harness;
  tenants = await insertTenants(admin);
  const { northwind: tenantId, lakeside } = tenants;
  maraId = await insertAccount(admin, { tenantId, email: MARA, patientId: PATIENT_ID });
  await insertAccount(admin, { tenantId: lakeside, email: "rosa@patients.example" });
  appRowId = await insertApp(admin, { tenantId, clientId: "clinic-app" });
  await insertApp(admin, { tenantId, clientId: "other-app" });
  await insertApp(admin, { tenantId, clientId: "gone-app", isDisabled: true });
  await insertApp(admin, { tenantId, clientId: "once-app", grantTypes: ["authorization_code"] });
  await insertApp(admin, {
    tenantId,
    clientId: "native-app",
    redirectUris: ["http://127.0.0.1/callback", "com.clinic.pocket:/callback"],
  });
  await insertClient(admin, { tenantId, clientId: "partner-lab" });
  mara = await beginSession(harness, MARA);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.authorization_code`;
});

describe("an app of our own", () => {
  it("gets a code for whoever is signed in, and for the code a token that speaks for them", async () => {
    const pkce = newPkce();
    const response = await authorize(harness, mara, authorizationQuery(pkce));
    expect([response.status, response.body]).toEqual([302, ""]);
    expect(response.headers).toMatchObject(NO_STORE);
    const answer = answerOf(response);
    expect(answer).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/), state: "of the app", iss: ISSUER });

    const tokens = await exchange(harness, answer["code"] ?? "", pkce);
    expect(tokens.status).toBe(200);
    expect(tokens.headers).toMatchObject(NO_STORE);
    expect(tokens.refreshToken).toMatch(/^[\w-]{43}$/);
    const nowSeconds = START.getTime() / 1000;
    const [family] = await harness.admin`select id, scopes from auth.token_family`;
    expect(tokens.claims).toEqual({
      iss: ISSUER,
      aud: "clinic-api",
      sub: maraId,
      client_id: "clinic-app",
      tenant_id: tenants.northwind,
      roles: ["USER"],
      regions: ["eu-central"],
      tier: "STANDARD",
      patient_id: PATIENT_ID,
      practitioner_id: null,
      sid: family?.["id"],
      scope: "viewer:read account:read session:end",
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: nowSeconds,
      nbf: nowSeconds,
      exp: nowSeconds + 600,
    });

    const agent = { kind: "ACCOUNT", accountId: maraId, clientId: null, roles: ["USER"] };
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        ...{ category: "SIGN_IN", action: "app:authorize", outcome: "SUCCESS", agent },
        ...{ entityType: "OAuthClient", entityId: appRowId },
      }),
      auditRow(tenants.northwind, {
        ...{ category: "SIGN_IN", action: "token:issue", outcome: "SUCCESS" },
        ...{
          agent: { ...agent, clientId: "clinic-app" },
          entityType: "TokenFamily",
          entityId: family?.["id"],
        },
      }),
    ]);
  });

  it("may ask for less than it may have, and gets no more than that", async () => {
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce, { scope: "account:read viewer:read" });
    const tokens = await exchange(harness, code, pkce);
    expect(tokens.scope).toBe("viewer:read account:read");
    expect(tokens.claims["scope"]).toBe("viewer:read account:read");
  });

  it("gets no refresh token when it is not registered for one", async () => {
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce, { client_id: "once-app" });
    const tokens = await exchange(harness, code, pkce, { client_id: "once-app" });
    expect([tokens.status, tokens.refreshToken]).toEqual([200, ""]);
    expect(
      await askTokens(harness, { client_id: "once-app", grant_type: "refresh_token", refresh_token: "x" }),
    ).toMatchObject({
      ...{ status: 400, error: "unauthorized_client" },
    });
  });

  it.each(["http://127.0.0.1:51004/callback", "com.clinic.pocket:/callback"])(
    "may be answered at %s, but not unasked: any program of the machine could be there",
    async (redirectUri) => {
      const changes = { client_id: "native-app", redirect_uri: redirectUri };
      const pkce = newPkce();
      const query = authorizationQuery(pkce, changes);
      const silent = await authorize(harness, mara, authorizationQuery(pkce, { ...changes, prompt: "none" }));
      expect(answerOf(silent, redirectUri)["error"]).toBe("consent_required");
      const page = await authorize(harness, mara, query);
      expect([page.status, page.headers["location"]]).toEqual([200, undefined]);
      const allowed = await allow(harness, mara, query, page);
      const code = answerOf(allowed, redirectUri)["code"] ?? "";
      expect(await exchange(harness, code, pkce, changes)).toMatchObject({ status: 200 });
    },
  );

  it("is allowed to act for an admin within fifteen minutes of the second factor, and else asks to sign in", async () => {
    const { northwind: tenantId } = tenants;
    await insertAccount(harness.admin, { tenantId, email: "ada@admins.example", roles: ["ADMIN"] });
    const ada = await beginSession(harness, "ada@admins.example");
    expect(answerOf(await authorize(harness, ada, authorizationQuery(newPkce())))).toHaveProperty("code");
    await harness.admin`
      update auth.session set mfa_at = mfa_at - interval '15 minutes 1 second' where id_hash = ${ada.sessionHash}`;
    const late = answerOf(await authorize(harness, ada, authorizationQuery(newPkce())));
    expect(late).toMatchObject({ error: "login_required" });
  });

  it("learns that nobody is signed in when there is no page to sign in at", async () => {
    const ended = { ...mara, sessionHash: hashSecret("another session") };
    for (const viewer of [ANONYMOUS, ended, { ...mara, sessionHash: null }]) {
      const answer = answerOf(await authorize(harness, viewer, authorizationQuery(newPkce())));
      expect(answer).toMatchObject({ error: "login_required", state: "of the app", iss: ISSUER });
      expect(answer).not.toHaveProperty("code");
    }
  });

  it("gets nothing for the people of another clinic network", async () => {
    const rosa = await beginSession(harness, "rosa@patients.example");
    expect(answerOf(await authorize(harness, rosa, authorizationQuery(newPkce())))).toMatchObject({
      error: "access_denied",
    });
  });
});

describe("a request that is not in order", () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ["without a response type", { response_type: undefined }, "invalid_request"],
    ["for a token in the address", { response_type: "token" }, "unsupported_response_type"],
    ["for an answer in a fragment", { response_mode: "fragment" }, "invalid_request"],
    ["without a challenge", { code_challenge: undefined }, "invalid_request"],
    ["with a short challenge", { code_challenge: "abc" }, "invalid_request"],
    ["without a method", { code_challenge_method: undefined }, "invalid_request"],
    ["with a challenge that is no hash", { code_challenge_method: "plain" }, "invalid_request"],
    ["for a scope that it may not have", { scope: "viewer:read audit:read" }, "invalid_scope"],
    ["for a scope that is none", { scope: 'viewer:"read' }, "invalid_scope"],
  ])("%s is answered to the app, with its state and our name", async (_name, changes, error) => {
    const answer = answerOf(await authorize(harness, mara, authorizationQuery(newPkce(), changes)));
    expect(answer).toEqual({
      error,
      error_description: expect.any(String),
      state: "of the app",
      iss: ISSUER,
    });
  });

  it("names each parameter once", async () => {
    const twice = `${authorizationQuery(newPkce())}&scope=a&scope=b`;
    expect(answerOf(await authorize(harness, mara, twice))).toMatchObject({ error: "invalid_request" });
    const states = `${authorizationQuery(newPkce())}&state=b`;
    const answer = answerOf(await authorize(harness, mara, states));
    expect([answer["error"], answer["state"]]).toEqual(["invalid_request", undefined]);
  });

  it.each<[string, Record<string, string | undefined>]>([
    ["an unknown client", { client_id: "nobody" }],
    ["no client", { client_id: undefined }],
    ["a disabled client", { client_id: "gone-app" }],
    ["a client without addresses", { client_id: "partner-lab" }],
    ["no address", { redirect_uri: undefined }],
    ["another client's address", { redirect_uri: "com.clinic.pocket:/callback" }],
    ["another host", { redirect_uri: "https://evil.example/callback" }],
    ["a suffix", { redirect_uri: `${REDIRECT_URI}/../evil` }],
    ["user information", { redirect_uri: "https://app.clinic.example@evil.example/callback" }],
    ["an encoded address", { redirect_uri: encodeURIComponent(REDIRECT_URI) }],
    ["a fragment", { redirect_uri: `${REDIRECT_URI}#x` }],
    ["a script", { redirect_uri: "javascript:alert(1)" }],
    ["too much", { state: "x".repeat(5_000) }],
  ])("of %s leads nowhere", async (_name, changes) => {
    const response = await authorize(harness, mara, authorizationQuery(newPkce(), changes));
    expect([response.status, JSON.parse(response.body).error]).toEqual([400, "invalid_request"]);
    expect(response.headers["location"]).toBeUndefined();
    expect(response.headers).toMatchObject(NO_STORE);
  });

  it("with two addresses or two clients leads nowhere", async () => {
    for (const second of ["redirect_uri=https://evil.example/", "client_id=other-app"]) {
      const response = await authorize(harness, mara, `${authorizationQuery(newPkce())}&${second}`);
      expect([response.status, response.headers["location"]]).toEqual([400, undefined]);
    }
  });

  it("is not taken by GET, whose parameters no signature would cover", async () => {
    const response = await get(harness, "/oauth2/authorize");
    expect([response.status, response.headers["allow"]]).toEqual([405, "POST"]);
  });
});

describe("a code", () => {
  async function expectRefusal(
    attempt: () => ReturnType<typeof exchange>,
    reason: string,
    entityId: string | null = appRowId,
  ): Promise<void> {
    await harness.admin`truncate auth.outbox`;
    const answer = await attempt();
    expect([answer.status, answer.error, answer.accessToken]).toEqual([400, "invalid_grant", ""]);
    const rows = await drainOutbox(harness.admin);
    expect(rows[0]).toMatchObject({
      payload: { action: "token:issue", outcome: "FAILURE", entityId, detail: { reason } },
    });
  }

  it("is good for a minute", async () => {
    const [early, late] = [newPkce(), newPkce()];
    const first = await getCode(harness, mara, early);
    const second = await getCode(harness, mara, late);
    harness.setSeconds(59.999);
    expect((await exchange(harness, first, early)).status).toBe(200);
    harness.setSeconds(60);
    await expectRefusal(() => exchange(harness, second, late), "CODE_EXPIRED");
  });

  it("is good with what it was asked for with: client, address and verifier", async () => {
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce);
    const [other] = await harness.admin`select id from auth.oauth_client where client_id = 'other-app'`;
    await expectRefusal(
      () => exchange(harness, code, pkce, { client_id: "other-app" }),
      "OTHER_CLIENT",
      other?.["id"],
    );
    await expectRefusal(() => exchange(harness, code, newPkce()), "WRONG_VERIFIER");
    const elsewhere = { redirect_uri: `${REDIRECT_URI}/` };
    await expectRefusal(() => exchange(harness, code, pkce, elsewhere), "OTHER_REDIRECT_URI");
    await expectRefusal(() => exchange(harness, "a".repeat(43), pkce), "UNKNOWN_CODE");
    // None of that was its owner, who gets the tokens all the same.
    expect((await exchange(harness, code, pkce)).status).toBe(200);
  });

  it("is good once: the second time it ends the tokens of the first", async () => {
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce);
    const { claims, refreshToken } = await exchange(harness, code, pkce);
    harness.setSeconds(3_600);
    await expectRefusal(() => exchange(harness, code, pkce), "CODE_REUSED");
    const [family] =
      await harness.admin`select id, revoked_at from auth.token_family where id = ${String(claims["sid"])}`;
    expect(family?.["revoked_at"]).toEqual(harness.now());
    const refreshed = await askTokens(harness, { grant_type: "refresh_token", refresh_token: refreshToken });
    expect([refreshed.status, refreshed.error]).toEqual([400, "invalid_grant"]);
  });

  it("gives tokens to one of many who bring it at the same time, and then to none", async () => {
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce);
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange(harness, code, pkce)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    const rows = await harness.admin`
      select revoked_at is not null as ended from auth.token_family where id = ${String(given[0]?.claims["sid"])}`;
    expect([...rows]).toEqual([{ ended: true }]);
  });

  it("is on record when it comes again, with the end of the tokens", async () => {
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce);
    const { claims } = await exchange(harness, code, pkce);
    await harness.admin`truncate auth.outbox`;
    await exchange(harness, code, pkce);
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        ...{ category: "SIGN_IN", action: "token:issue", outcome: "FAILURE" },
        ...{ entityType: "OAuthClient", entityId: appRowId, detail: { reason: "CODE_REUSED" } },
      }),
      auditRow(tenants.northwind, {
        ...{ category: "SIGN_OUT", action: "token-family:end", outcome: "SUCCESS" },
        ...{ entityType: "TokenFamily", entityId: claims["sid"], detail: { reason: "CODE_REUSED" } },
      }),
    ]);
  });

  it("gives nothing when the account was disabled or the app lost the scopes meanwhile", async () => {
    const { admin } = harness;
    const disabledLater = newPkce();
    const code = await getCode(harness, mara, disabledLater);
    try {
      await admin`update auth.account set disabled_at = now() where id = ${maraId}`;
      await expectRefusal(() => exchange(harness, code, disabledLater), "ACCOUNT_DISABLED");
      expect(answerOf(await authorize(harness, mara, authorizationQuery(newPkce())))["error"]).toBe(
        "login_required",
      );
      await admin`update auth.account set disabled_at = null where id = ${maraId}`;
      await admin`update auth.oauth_client set scopes = '{slot:read}' where id = ${appRowId}`;
      await expectRefusal(() => exchange(harness, code, disabledLater), "INVALID_SCOPE");
    } finally {
      await admin`update auth.account set disabled_at = null where id = ${maraId}`;
      await admin`update auth.oauth_client set scopes = '{viewer:read,account:read,session:end}' where id = ${appRowId}`;
    }
  });
});

describe("a public client", () => {
  it("has no secret and gives none, and gets no token of its own", async () => {
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce);
    const withSecret = await exchange(harness, code, pkce, { client_secret: CLIENT_SECRET });
    expect([withSecret.status, withSecret.error]).toEqual([401, "invalid_client"]);
    const own = { grant_type: "client_credentials", client_secret: "" };
    expect(await askTokens(harness, own)).toMatchObject({ status: 401, error: "invalid_client" });
    const partner = await exchange(harness, code, pkce, { client_id: "partner-lab" });
    expect([partner.status, partner.error]).toEqual([401, "invalid_client"]);
  });

  it("is told what it forgot", async () => {
    const form = { grant_type: "authorization_code", code: "x", redirect_uri: REDIRECT_URI };
    for (const incomplete of [form, { ...form, code_verifier: "short" }, { ...form, code: "" }]) {
      expect(await askTokens(harness, incomplete)).toMatchObject({ status: 400, error: "invalid_request" });
    }
    const partner = {
      ...form,
      client_id: "partner-lab",
      client_secret: CLIENT_SECRET,
      code_verifier: "a".repeat(43),
    };
    expect(await askTokens(harness, partner)).toMatchObject({ status: 400, error: "unauthorized_client" });
  });

  it("cannot be registered with an address that holds a fragment, or for tokens of its own", async () => {
    const { northwind: tenantId } = tenants;
    const rejected = { code: "23514" };
    await expect(
      insertApp(harness.admin, { tenantId, clientId: "a", redirectUris: ["https://a.example/#x"] }),
    ).rejects.toMatchObject(rejected);
    await expect(
      insertApp(harness.admin, { tenantId, clientId: "a", grantTypes: ["client_credentials"] }),
    ).rejects.toMatchObject(rejected);
  });
});
