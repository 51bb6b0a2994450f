import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { Browser } from "../../browser.ts";
import { dataOf } from "../booking-client.ts";
import type { TestStack } from "../test-stack.ts";

/** How long the router may still believe a session that has ended. */
const SESSION_CACHE_MS = 500;

let stack: TestStack;
let patient: Browser;

async function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${stack.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

async function codeOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code;
}

/** What every request and answer has, and which requests are refused. */
export function edgesSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    patient = await stack.browser(ACCOUNTS.patient.email);
  });

  describe("a correlation id", () => {
    it("is echoed, and links the audit entry and the errors to the request", async () => {
      const correlationId = `e2e-${randomUUID()}`;
      const read = await patient.send(
        "{ viewer { patient { name { display } } } }",
        {},
        { "x-correlation-id": correlationId },
      );
      expect(read.headers.get("x-correlation-id")).toBe(correlationId);
      const entries = await vi.waitFor(
        async () => {
          const rows = await stack.admin`
          select category, action, patient_id, fields from audit.entry where correlation_id = ${correlationId}`;
          expect(rows).toHaveLength(1);
          return [...rows];
        },
        { timeout: 5_000, interval: 20 },
      );
      expect(entries).toEqual([
        {
          category: "READ",
          action: "patient:read",
          patient_id: ACCOUNTS.patient.patientId,
          fields: ["name"],
        },
      ]);
      const refused = await patient.send("{ nothing }", {}, { "x-correlation-id": correlationId });
      expect(refused.errors.map(({ extensions }) => extensions.correlationId)).toEqual([correlationId]);
    });

    it("is replaced when it could forge a log line", async () => {
      const { headers } = await patient.send("{ __typename }", {}, { "x-correlation-id": "a b\tc {}" });
      expect(headers.get("x-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  describe("every answer", () => {
    it.each([
      ["of data", '{"query":"{ __typename }"}', 200],
      ["that refuses", '{"query":"{"}', 400],
    ])("%s has the security headers", async (_name, body, status) => {
      const response = await post(body);
      expect(response.status).toBe(status);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-security-policy":
          "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "permissions-policy": expect.stringContaining("camera=()"),
        "cache-control": "private, no-store",
        "x-correlation-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(response.headers.get("x-powered-by")).toBeNull();
      expect(response.headers.get("server")).toBeNull();
    });

    it("lets the pages of a listed origin read it with credentials, and no others", async () => {
      const headersFor = async (origin: string): Promise<Headers> =>
        (await post('{"query":"{ __typename }"}', { origin })).headers;
      const listed = await headersFor("http://localhost:3000");
      expect(listed.get("access-control-allow-origin")).toBe("http://localhost:3000");
      expect(listed.get("access-control-allow-credentials")).toBe("true");
      const other = await headersFor("https://evil.example");
      expect(other.get("access-control-allow-origin")).toBeNull();
    });

    it("to a preflight allows credentials for a listed origin only", async () => {
      const preflight = (origin: string): Promise<Response> =>
        fetch(`${stack.url}/graphql`, {
          method: "OPTIONS",
          headers: {
            origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
          },
        });
      const listed = await preflight("http://localhost:3000");
      expect(listed.status).toBe(204);
      expect(listed.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
      expect(listed.headers.get("access-control-allow-credentials")).toBe("true");
      expect((await preflight("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
    });
  });

  describe("a session", () => {
    const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }";
    const WHO = "{ viewer { account { email } } }";
    const credentials = { email: ACCOUNTS.patient2.email, password: DEMO_PASSWORD };

    it("is carried by a cookie that scripts, other sites and plain HTTP cannot have", async () => {
      const { headers } = await new Browser(stack.url).send(SIGN_IN, { input: credentials });
      const [cookie, ...others] = headers.getSetCookie();
      expect(others).toEqual([]);
      const [pair = "", ...attributes] = (cookie ?? "").split("; ");
      expect(pair).toMatch(/^__Host-session=[A-Za-z0-9_-]{20,}$/);
      expect(attributes.map((attribute) => attribute.replace(/=\d+$/, "=<seconds>")).sort()).toEqual([
        "HttpOnly",
        "Max-Age=<seconds>",
        "Path=/",
        "SameSite=Lax",
        "Secure",
      ]);
    });

    it("gets a new id at each sign-in, and the old one ends", async () => {
      const browser = await stack.browser(credentials.email);
      const earlier = browser.cookieHeader;
      await browser.send(SIGN_IN, { input: credentials });
      expect(browser.cookieHeader).not.toBe(earlier);
      expect(await whoHas(earlier)).toBeNull();
      expect(dataOf(await browser.send(WHO))).toEqual({ viewer: { account: { email: credentials.email } } });
    });

    it("ends at sign-out, for everybody who has its cookie", async () => {
      const browser = await stack.browser(credentials.email);
      const cookie = browser.cookieHeader;
      // The router has the session in its memory now.
      expect(dataOf(await browser.send(WHO))).toEqual({ viewer: { account: { email: credentials.email } } });
      const signedOut = await browser.send("mutation { signOut { isSignedOut userErrors { code } } }");
      expect(dataOf(signedOut)).toEqual({ signOut: { isSignedOut: true, userErrors: [] } });
      expect(signedOut.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^__Host-session=;.*Max-Age=0/),
      ]);
      expect(browser.cookieHeader).toBe("");
      expect(await whoHas(cookie)).toBeNull();
    });

    it("that nobody began is nobody's", async () => {
      expect(await whoIs("__Host-session=abcdefghijklmnopqrstuvwxyz0123456789abcd")).toBeNull();
    });

    /** Whose session a stolen cookie is, once the router cannot remember it any longer. */
    async function whoHas(cookie: string): Promise<unknown> {
      await pause(SESSION_CACHE_MS + 1);
      return whoIs(cookie);
    }

    async function whoIs(cookie: string): Promise<unknown> {
      const { data, errors } = await new Browser(stack.url).send<{ viewer: unknown }>(WHO, {}, { cookie });
      expect(errors).toEqual([]);
      return data?.viewer;
    }
  });

  describe("a request that is not right", () => {
    const deep = `{ clinic(id: "x") ${"{ rooms { clinic ".repeat(6)}{ id }${" } }".repeat(6)} }`;
    const many = `{ ${Array.from({ length: 16 }, (_, index) => `a${String(index)}: __typename`).join(" ")} }`;

    it.each([
      ["malformed JSON", "{", {}, 400, "VALIDATION_ERROR"],
      ["an empty body", "", {}, 400, "VALIDATION_ERROR"],
      [
        "a form",
        "query=x",
        { "content-type": "application/x-www-form-urlencoded" },
        415,
        "UNSUPPORTED_MEDIA_TYPE",
      ],
      [
        "what a form can send",
        '{"query":"{ __typename }"}',
        { "content-type": "text/plain" },
        415,
        "UNSUPPORTED_MEDIA_TYPE",
      ],
      [
        "a body that is too large",
        JSON.stringify({ query: "#".repeat(1_100_000) }),
        {},
        413,
        "PAYLOAD_TOO_LARGE",
      ],
      ["a batch", '[{"query":"{ __typename }"}]', {}, 400, "VALIDATION_ERROR"],
      ["a query that is too deep", JSON.stringify({ query: deep }), {}, 400, "COST_LIMIT_EXCEEDED"],
      ["too many aliases", JSON.stringify({ query: many }), {}, 400, "COST_LIMIT_EXCEEDED"],
      ["an unknown field", '{"query":"{ viewr { id } }"}', {}, 400, "VALIDATION_ERROR"],
      [
        "a bearer token of nobody",
        '{"query":"{ __typename }"}',
        { authorization: "Bearer a.b.c" },
        401,
        "AUTH_UNAUTHENTICATED",
      ],
      [
        "another scheme",
        '{"query":"{ __typename }"}',
        { authorization: "Basic eDp5" },
        401,
        "AUTH_UNAUTHENTICATED",
      ],
    ])("is refused: %s", async (_name, body, headers, status, code) => {
      const response = await post(body, headers);
      expect([response.status, await codeOf(response)]).toEqual([status, code]);
    });

    it.each(["{ __schema { types { name } } }", '{ __type(name: "Patient") { fields { name } } }'])(
      "is refused when it introspects signed out: %s",
      async (query) => {
        const signedOut = await new Browser(stack.url).send(query);
        expect([signedOut.status, signedOut.data]).toEqual([401, undefined]);
        expect(signedOut.errors.map(({ extensions }) => extensions.code)).toEqual(["AUTH_UNAUTHENTICATED"]);
        const signedIn = await patient.send(query);
        expect([signedIn.status, signedIn.errors]).toEqual([200, []]);
      },
    );

    it.each([
      "/",
      "/internal/sessions/verify",
      "/internal/revocations",
      "/internal/denials",
      "/oauth2/../internal/denials",
      "/.env",
    ])("finds nothing at %s", async (path) => {
      const response = await fetch(stack.url + path, { method: path === "/" ? "GET" : "POST", body: null });
      expect([response.status, await codeOf(response)]).toEqual([404, "RESOURCE_NOT_FOUND"]);
    });

    it.each(["/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/authorize/decision"])(
      "to %s by GET is told what is allowed",
      async (path) => {
        const response = await fetch(`${stack.url}${path}`);
        expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
      },
    );

    it("cannot bring a viewer of its own", async () => {
      const forged = Buffer.from(JSON.stringify({ kind: "SYSTEM", roles: ["ADMIN"] })).toString("base64url");
      const answer = await new Browser(stack.url).send(
        "{ auditEvents { nodes { id } } }",
        {},
        { "x-clinic-viewer": forged },
      );
      expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([401, "AUTH_UNAUTHENTICATED"]);
    });
  });
}
