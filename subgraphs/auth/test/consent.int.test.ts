import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { answerOf, authorizationQuery, authorize, beginSession, exchange, newPkce } from "./app-flow.ts";
import { postForm } from "./oauth-forms.ts";
import { drainOutbox } from "./outbox.ts";
import {
  get,
  insertAccount,
  insertApp,
  insertTenants,
  ISSUER,
  startAuth,
  type AuthHarness,
} from "./world.ts";

const SIGN_IN_URL = "https://app.clinic.example/sign-in?from=api";

let harness: AuthHarness;
let appRowId: string;
let mara: Viewer;
let tom: Viewer;

beforeAll(async () => {
  harness = await startAuth({ signInUrl: SIGN_IN_URL });
  const { northwind: tenantId } = await insertTenants(harness.admin);
  await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  await insertAccount(harness.admin, { tenantId, email: "tom@patients.example" });
  appRowId = await insertApp(harness.admin, { tenantId, clientId: "clinic-app", isFirstParty: false });
  mara = await beginSession(harness, "mara@patients.example");
  tom = await beginSession(harness, "tom@patients.example");
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.authorization_code, auth.consent_form`;
});

interface Page {
  readonly query: string;
  readonly formToken: string;
  readonly response: ServiceResponse;
}

async function ask(query: string, viewer: Viewer = mara): Promise<Page> {
  const response = await authorize(harness, viewer, query);
  const formToken = /name="form_token" value="([\w-]{43})"/.exec(response.body)?.[1] ?? "";
  return { query, formToken, response };
}

function decide(
  { query, formToken }: Page,
  changes: Readonly<Record<string, string>> = {},
  viewer: Viewer = mara,
): Promise<ServiceResponse> {
  const form = { request: query, form_token: formToken, decision: "allow", ...changes };
  return postForm(harness, "authorize/decision", form, { viewer });
}

async function expectNothing(promise: Promise<ServiceResponse>): Promise<void> {
  const response = await promise;
  expect([response.status, response.headers["location"]]).toEqual([400, undefined]);
  expect(await harness.admin`select id from auth.authorization_code`).toHaveLength(0);
}

describe("an app of somebody else", () => {
  it("asks the person on a page that runs nothing, cannot be framed and leads to the app only", async () => {
    const { response } = await ask(
      authorizationQuery(newPkce(), { scope: "account:read", state: `"><script>` }),
    );
    expect(response.status).toBe(200);
    expect(response.headers).toEqual({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      pragma: "no-cache",
      "content-security-policy":
        "default-src 'none';base-uri 'none';form-action 'self' https://app.clinic.example;frame-ancestors 'none'",
      "referrer-policy": "same-origin",
    });
    expect(response.body).toContain("Allow Pocket &lt;Clinic&gt; to act for you?");
    expect(response.body).toContain("mara@patients.example");
    expect(response.body.match(/<li>/g)).toHaveLength(1);
    expect(response.body).not.toMatch(/<script|<style|style=|onclick|javascript:|https?:\/\//i);
    expect(await harness.admin`select id from auth.authorization_code`).toHaveLength(0);
  });

  it("gets a code when the person allows it", async () => {
    const pkce = newPkce();
    const response = await decide(await ask(authorizationQuery(pkce)));
    expect(response.status).toBe(303);
    const answer = answerOf(response);
    expect(answer).toMatchObject({ state: "of the app", iss: ISSUER });
    expect(await exchange(harness, answer["code"] ?? "", pkce)).toMatchObject({ status: 200 });
  });

  it("is told when the person does not, and that is on record", async () => {
    const response = await decide(await ask(authorizationQuery(newPkce())), { decision: "deny" });
    expect(answerOf(response)).toEqual({
      ...{ error: "access_denied", error_description: "The person does not allow it." },
      ...{ state: "of the app", iss: ISSUER },
    });
    const [row] = await drainOutbox(harness.admin);
    expect(row).toMatchObject({
      payload: { action: "app:authorize", outcome: "DENIED", entityId: appRowId },
    });
    expect(await harness.admin`select id from auth.authorization_code`).toHaveLength(0);
  });

  it("gets nothing without a page when it asks for none to be shown", async () => {
    const silent = authorizationQuery(newPkce(), { prompt: "none" });
    expect(answerOf(await authorize(harness, mara, silent))["error"]).toBe("consent_required");
    expect(answerOf(await authorize(harness, ANONYMOUS, silent))["error"]).toBe("login_required");
  });
});

describe("the answer to the page", () => {
  it("counts once", async () => {
    const page = await ask(authorizationQuery(newPkce()));
    const answers = await Promise.all([decide(page), decide(page), decide(page, { decision: "deny" })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400, 400]);
  });

  it("counts for the session that was asked, and no other", async () => {
    const page = await ask(authorizationQuery(newPkce()));
    await expectNothing(decide(page, {}, tom));
    const second = await beginSession(harness, "mara@patients.example");
    await expectNothing(decide(page, {}, second));
    expect((await decide(page)).status).toBe(303);
  });

  it("counts for the request that was asked about, to the letter", async () => {
    const page = await ask(authorizationQuery(newPkce(), { scope: "account:read" }));
    await expectNothing(decide(page, { request: authorizationQuery(newPkce()) }));
    await expectNothing(decide(page, { request: page.query.replace("account", "viewer") }));
    await expectNothing(decide(page, { request: `${page.query}&x=1` }));
  });

  it("counts for ten minutes", async () => {
    const [early, late] = [
      await ask(authorizationQuery(newPkce())),
      await ask(authorizationQuery(newPkce())),
    ];
    harness.setSeconds(599);
    expect((await decide(early)).status).toBe(303);
    await harness.admin`truncate auth.authorization_code`;
    harness.setSeconds(600);
    await expectNothing(decide(late));
  });

  it("needs the token, which nobody can guess, and a decision", async () => {
    const page = await ask(authorizationQuery(newPkce()));
    await expectNothing(decide(page, { form_token: "a".repeat(43) }));
    await expectNothing(decide(page, { form_token: "" }));
    await expectNothing(decide(page, { decision: "yes" }));
    await expectNothing(
      harness.post(mara, "/oauth2/authorize/decision", "{}", { "content-type": "application/json" }),
    );
    expect((await get(harness, "/oauth2/authorize/decision")).status).toBe(405);
  });

  it("counts for nobody who has signed out meanwhile", async () => {
    const query = authorizationQuery(newPkce());
    const guest = await beginSession(harness, "tom@patients.example");
    const page = await ask(query, guest);
    await harness.admin`delete from auth.session where id_hash = ${guest.sessionHash ?? ""}`;
    const response = await decide(page, {}, guest);
    expect(response.headers["location"]).toContain("/sign-in?");
    expect(await harness.admin`select id from auth.authorization_code`).toHaveLength(0);
  });
});

describe("somebody who is not signed in", () => {
  it("is sent to the page to sign in at, which learns where to come back to", async () => {
    const query = authorizationQuery(newPkce(), { state: "a&b" });
    const { status, headers } = await authorize(harness, ANONYMOUS, query);
    expect(status).toBe(302);
    const location = new URL(headers["location"] ?? "");
    expect(`${location.origin}${location.pathname}`).toBe("https://app.clinic.example/sign-in");
    expect(Object.fromEntries(location.searchParams)).toEqual({
      from: "api",
      return_to: `${ISSUER}/oauth2/authorize?${query}`,
    });
  });
});
