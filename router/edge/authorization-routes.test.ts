import { describe, expect, it } from "vitest";
import { jsonResponse } from "#shared/http/service-call.ts";
import { useTestRouters } from "../test/open-routers.ts";
import { IDS } from "../test/test-viewers.ts";

const setUp = useTestRouters();

const FORM = "application/x-www-form-urlencoded";
const QUERY = "client_id=app&state=a%20b&redirect_uri=https%3A%2F%2Fapp.example%2F";
const OWN_PAGE = { host: "api.example", origin: "https://api.example", "content-type": FORM };

/** A router whose auth answers both ways with a redirect. */
async function setUpAuth() {
  const testRouter = await setUp();
  const redirect = {
    ...{ status: 302, body: "", setCookies: ["a=b"] },
    headers: { location: "https://app.example/?code=1", "cache-control": "no-store", "x-internal": "secret" },
  };
  testRouter.routes.set("auth /oauth2/authorize", async () => redirect);
  testRouter.routes.set("auth /oauth2/authorize/decision", async () => redirect);
  const { app } = testRouter.router;
  const get = (headers: Record<string, string>, query = QUERY) =>
    app.inject({ method: "GET", url: `/oauth2/authorize?${query}`, headers });
  const decide = (headers: Record<string, string>) =>
    app.inject({ method: "POST", url: "/oauth2/authorize/decision", headers, payload: "decision=allow" });
  const handedOn = () => testRouter.calls.filter(({ call }) => call.request.path.startsWith("/oauth2/"));
  return { ...testRouter, app, get, decide, handedOn };
}

describe("GET /oauth2/authorize", () => {
  it("tells auth who is signed in, and what was asked, under one signature", async () => {
    const { get, handedOn } = await setUpAuth();
    const response = await get({ cookie: "__Host-session=good", authorization: "Bearer x.y.z" });
    expect([response.statusCode, response.headers.location]).toEqual([302, "https://app.example/?code=1"]);
    expect(response.headers["x-internal"]).toBeUndefined();
    expect(response.headers["set-cookie"]).toEqual(["a=b"]);
    const [asked, ...others] = handedOn();
    expect(others).toEqual([]);
    expect(asked?.call.viewer).toMatchObject({ kind: "ACCOUNT", accountId: IDS.account });
    // The body is what the signature covers.
    expect(asked?.call.request).toMatchObject({ method: "POST", path: "/oauth2/authorize", body: QUERY });
    expect(asked?.call.request.headers["authorization"]).toBeUndefined();
    expect(asked?.call.request.headers["cookie"]).toBeUndefined();
  });

  it("is nobody's without a session, whatever token comes along", async () => {
    const { get, handedOn } = await setUpAuth();
    await get({ authorization: "Bearer x.y.z" }, "");
    expect(handedOn().map(({ call }) => [call.viewer.kind, call.request.body])).toEqual([["ANONYMOUS", ""]]);
  });

  it("is not answered when auth cannot say whose the session is", async () => {
    const { get, routes, handedOn } = await setUpAuth();
    routes.set("auth /internal/sessions/verify", async () => jsonResponse(503, {}));
    const response = await get({ cookie: "__Host-session=good" });
    expect([response.statusCode, response.headers.location]).toEqual([503, undefined]);
    expect(handedOn()).toEqual([]);
  });

  it("is the only way to ask", async () => {
    const { app, handedOn } = await setUpAuth();
    const response = await app.inject({
      ...{ method: "POST", url: "/oauth2/authorize", payload: QUERY },
      headers: { ...OWN_PAGE, cookie: "__Host-session=good" },
    });
    expect([response.statusCode, response.headers["allow"]]).toEqual([405, "GET"]);
    expect(response.json()).toMatchObject({ error: "invalid_request" });
    expect(handedOn()).toEqual([]);
  });

  it("lets auth's page say what a browser may do with it", async () => {
    const { get, routes } = await setUpAuth();
    const policy = "default-src 'none';form-action 'self'";
    routes.set("auth /oauth2/authorize", async () => ({
      ...jsonResponse(200, {}),
      headers: {
        "content-security-policy": policy,
        "referrer-policy": "same-origin",
        "content-type": "text/html",
      },
    }));
    const { headers } = await get({});
    expect(headers).toMatchObject({
      "content-security-policy": policy,
      "referrer-policy": "same-origin",
      "content-type": "text/html",
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
    });
  });
});

describe("the form of the consent page", () => {
  it("is handed on for whoever is signed in when our own page has sent it", async () => {
    const { decide, handedOn } = await setUpAuth();
    const cookie = "__Host-session=good";
    for (const headers of [
      OWN_PAGE,
      { ...OWN_PAGE, "sec-fetch-site": "same-origin" },
      // Behind a proxy that changes the name: by the configured address.
      { ...OWN_PAGE, host: "10.0.0.7", origin: "http://localhost:4000" },
    ]) {
      expect((await decide({ ...headers, cookie })).statusCode).toBe(302);
    }
    expect(handedOn().map(({ call }) => [call.viewer.kind, call.request.body])).toEqual(
      Array.from({ length: 3 }, () => ["ACCOUNT", "decision=allow"]),
    );
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { origin: "https://evil.example" }],
    ["a front end of ours", { origin: "http://localhost:3000" }],
    ["a page in a sandbox", { origin: "null" }],
    ["another port", { origin: "https://api.example:8443" }],
    ["a sibling", { "sec-fetch-site": "same-site" }],
    ["a link", { "sec-fetch-site": "none" }],
  ])("is refused from %s before anybody is asked", async (_name, headers) => {
    const { decide, calls } = await setUpAuth();
    const response = await decide({ ...OWN_PAGE, cookie: "__Host-session=good", ...headers });
    expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([403, "AUTH_FORBIDDEN"]);
    expect(calls).toEqual([]);
  });

  it("is refused from who does not say what page it is", async () => {
    const { decide, calls } = await setUpAuth();
    const { origin: _origin, ...silent } = OWN_PAGE;
    expect((await decide({ ...silent, cookie: "__Host-session=good" })).statusCode).toBe(403);
    expect(calls).toEqual([]);
  });
});

describe("pages of other origins", () => {
  it.each(["/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/authorize"])(
    "may not read what %s answers, not even our own front ends",
    async (url) => {
      const { app } = await setUpAuth();
      const origin = "http://localhost:3000";
      const preflight = await app.inject({
        ...{ method: "OPTIONS", url },
        headers: { origin, "access-control-request-method": "POST" },
      });
      expect(preflight.statusCode).toBe(404);
      const answer = await app.inject({ method: "POST", url, headers: { origin, "content-type": FORM } });
      for (const { headers } of [preflight, answer]) {
        expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
      }
      const graphql = await app.inject({
        ...{ method: "OPTIONS", url: "/graphql" },
        headers: { origin, "access-control-request-method": "POST" },
      });
      expect(graphql.headers["access-control-allow-origin"]).toBe(origin);
    },
  );
});
