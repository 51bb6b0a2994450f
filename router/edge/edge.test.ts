import { describe, expect, it } from "vitest";
import { jsonResponse } from "#shared/http/service-call.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { useTestRouters } from "../test/open-routers.ts";

const setUp = useTestRouters();

describe("security headers", () => {
  it("forbid a browser to do anything with an answer but read it", async () => {
    const { send } = await setUp();
    const { headers } = await send("{ greeting }");
    expect(headers).toMatchObject({
      "content-security-policy":
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cache-control": "private, no-store",
    });
    expect(headers["x-powered-by"]).toBeUndefined();
  });

  it("are the same on answers that no hook gets to see", async () => {
    const { send } = await setUp();
    const { headers } = await send("{ greeting }");
    expect(headers).toMatchObject(SECURITY_HEADERS);
  });
});

describe("CORS", () => {
  it("lets listed origins send credentials, and no others", async () => {
    const { router } = await setUp();
    const preflight = (origin: string) =>
      router.app.inject({
        method: "OPTIONS",
        url: "/graphql",
        headers: { origin, "access-control-request-method": "POST" },
      });
    const allowed = await preflight("http://localhost:3000");
    expect(allowed.statusCode).toBe(204);
    expect(allowed.headers).toMatchObject({
      "access-control-allow-origin": "http://localhost:3000",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, POST, DELETE",
      "access-control-allow-headers": expect.stringContaining("apollographql-client-name"),
    });
    const other = await preflight("http://evil.example");
    expect(other.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("shows the correlation id to scripts of listed origins", async () => {
    const { send } = await setUp();
    const { headers } = await send("{ greeting }", { headers: { origin: "http://localhost:3000" } });
    expect(headers["access-control-expose-headers"]).toBe(
      "x-correlation-id, ratelimit, ratelimit-policy, retry-after, deprecation, sunset",
    );
  });
});

describe("/graphql", () => {
  it("says in the access log which operation it was, and what became of it", async () => {
    const { send, lines } = await setUp();
    await send("query Greet { greeting }");
    await send("query Trail { auditTrail }");
    await send("{");
    const completed = lines.filter(({ message }) => message === "request completed");
    expect(completed.map(({ status, operation, code }) => [status, operation, code])).toEqual([
      [200, "Greet", undefined],
      [403, "Trail", "AUTH_FORBIDDEN"],
      [400, "unresolved", "VALIDATION_ERROR"],
    ]);
  });

  it("takes nothing from a page of another site, before anybody is asked who sends it", async () => {
    const { send, calls } = await setUp();
    for (const origin of ["https://evil.example", "null"]) {
      const { status, body } = await send("mutation { signIn }", { headers: { origin } });
      expect([status, body.errors?.[0]?.extensions["code"]]).toEqual([403, "AUTH_FORBIDDEN"]);
    }
    expect(calls).toEqual([]);
    const { body } = await send("{ greeting }", { headers: { origin: "http://localhost:3000" } });
    expect(body).toEqual({ data: { greeting: "hello" } });
  });

  it("tells auth where the client called from, whatever the client says of that, and nobody else", async () => {
    const { router, calls } = await setUp();
    await router.app.inject({
      method: "POST",
      url: "/graphql",
      remoteAddress: "192.0.2.7",
      headers: { "x-forwarded-for": "192.0.2.8", forwarded: "for=192.0.2.8" },
      payload: { query: "{ greeting person { __typename } }" },
    });
    expect(calls.map(({ service, call }) => [service, call.clientAddress]).toSorted()).toEqual([
      ["auth", "192.0.2.7"],
      ["users", null],
    ]);
  });

  it("answers queries by GET only to clients that no form or link can imitate", async () => {
    const { router } = await setUp();
    const get = (query: string, headers: Record<string, string>) =>
      router.app.inject({ method: "GET", url: `/graphql?query=${encodeURIComponent(query)}`, headers });
    const preflighted = { "apollo-require-preflight": "1" };
    expect((await get("{ greeting }", preflighted)).json()).toMatchObject({ data: { greeting: "hello" } });
    const imitated = await get("{ greeting }", {});
    expect(imitated.statusCode).toBe(400);
    expect(imitated.json()).toMatchObject({ errors: [{ extensions: { code: "VALIDATION_ERROR" } }] });
    const mutation = await get("mutation { signIn }", preflighted);
    expect(mutation.statusCode).toBe(405);
    expect(mutation.headers["allow"]).toBe("POST");
    expect(
      (await router.app.inject({ method: "GET", url: "/graphql", headers: preflighted })).statusCode,
    ).toBe(400);
  });

  it.each([
    ["text that is no JSON", "application/json", "{", 400, "VALIDATION_ERROR"],
    ["a batch", "application/json", '[{"query":"{ greeting }"}]', 400, "VALIDATION_ERROR"],
    ["nothing to execute", "application/json", '{"variables":{}}', 400, "VALIDATION_ERROR"],
    [
      "a prototype",
      "application/json",
      '{"query":"{ greeting }","__proto__":{"x":1}}',
      400,
      "VALIDATION_ERROR",
    ],
    ["a form", "application/x-www-form-urlencoded", "query=x", 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["plain text", "text/plain", '{"query":"{ greeting }"}', 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["a document without its wrapping", "application/graphql", "{ greeting }", 415, "UNSUPPORTED_MEDIA_TYPE"],
    [
      "too much",
      "application/json",
      JSON.stringify({ query: "#".repeat(1024 * 1024) }),
      413,
      "PAYLOAD_TOO_LARGE",
    ],
  ])("refuses %s", async (_name, contentType, payload, status, code) => {
    const { router } = await setUp();
    const response = await router.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "content-type": contentType },
      payload,
    });
    expect(response.statusCode).toBe(status);
    expect(response.headers["cache-control"]).toBe("private, no-store");
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it("joins the values of a header that came several times", async () => {
    const { send } = await setUp();
    const response = await send("{ greeting }", { headers: { accept: "application/graphql-response+json" } });
    expect(response.headers["content-type"]).toContain("application/graphql-response+json");
  });

  it("is ready when it listens, all checks hold and nobody ends it", async () => {
    const shutdown = { isDraining: false, isStopped: false };
    const { router } = await setUp({ shutdown, checks: { database: async () => undefined } });
    const status = async (url: string): Promise<number> =>
      (await router.app.inject({ method: "GET", url })).statusCode;
    expect([await status("/livez"), await status("/readyz")]).toEqual([200, 503]);
    await router.start({ host: "127.0.0.1", port: 0 });
    expect(await status("/readyz")).toBe(200);
    shutdown.isDraining = true;
    expect(await status("/readyz")).toBe(503);
  });
});

describe("the way to auth's public endpoints", () => {
  it("hands a form on unread, on nobody's behalf, with few headers", async () => {
    const { router, routes, calls } = await setUp();
    routes.set("auth /oauth2/token", async () => ({
      ...jsonResponse(201, { access_token: "t" }, { "cache-control": "no-store", "x-internal": "secret" }),
      setCookies: ["a=b"],
    }));
    const response = await router.app.inject({
      method: "POST",
      url: "/oauth2/token?x=1",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization: "Basic eA==",
        cookie: "__Host-session=good",
        "x-clinic-viewer": "forged",
      },
      payload: "grant_type=client_credentials&scope=a%20b",
    });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual({ access_token: "t" });
    expect(response.headers).toMatchObject({ "cache-control": "no-store", "set-cookie": ["a=b"] });
    expect(response.headers["x-internal"]).toBeUndefined();
    expect(calls).toHaveLength(1);
    const { request, viewer } = calls[0]?.call ?? { request: undefined, viewer: undefined };
    expect(viewer?.kind).toBe("ANONYMOUS");
    expect(request).toMatchObject({ method: "POST", body: "grant_type=client_credentials&scope=a%20b" });
    expect(request?.headers).toMatchObject({ authorization: "Basic eA==" });
    expect(request?.headers["cookie"]).toBeUndefined();
  });

  it("serves the well-known documents", async () => {
    const { router, routes } = await setUp();
    routes.set("auth /.well-known/jwks.json", async () => jsonResponse(200, { keys: [] }));
    const response = await router.app.inject({ method: "GET", url: "/.well-known/jwks.json" });
    expect(response.json()).toEqual({ keys: [] });
    expect(response.headers["set-cookie"]).toBeUndefined();
  });

  it.each([
    "/oauth2/../internal/sessions/verify",
    "/oauth2/%2e%2e/internal/sessions/verify",
    "/oauth2/..%2finternal/sessions/verify",
    "/.well-known//jwks.json",
    "/.well-known/",
  ])("does not lead to %s", async (url) => {
    const { router, calls } = await setUp();
    const response = await router.app.inject({ method: "GET", url });
    expect(response.statusCode).toBe(404);
    expect(calls).toEqual([]);
  });

  it("says that auth is not available when it is not", async () => {
    const { router, handlers } = await setUp();
    handlers.set("auth", () => Promise.reject(new Error("down")));
    const response = await router.app.inject({ method: "GET", url: "/.well-known/jwks.json" });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: "DEPENDENCY_UNAVAILABLE" } }] });
  });
});
