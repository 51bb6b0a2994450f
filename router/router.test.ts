import { describe, expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { jsonResponse, type ServiceRequest } from "#shared/http/service-call.ts";
import { createRouter } from "./router.ts";
import { useTestRouters } from "./test/open-routers.ts";
import { recordingLogger } from "./test/recording-logger.ts";
import { composeTestSupergraph } from "./test/test-graph.ts";
import { accountViewer, keyRing } from "./test/test-viewers.ts";

const setUp = useTestRouters();

const FORBIDDEN = "{ patient(id: 1) { name } auditTrail }";

describe("who may", () => {
  it("serves public fields to everybody, and asks for sign-in otherwise", async () => {
    const { send, calls, denials } = await setUp();
    expect((await send("{ greeting }", { isSignedOut: true })).body).toEqual({ data: { greeting: "hello" } });
    const refused = await send("{ greeting appointments { id } }", { isSignedOut: true });
    expect(refused.status).toBe(401);
    expect(refused.body).toEqual({
      errors: [
        {
          message: "Sign in to do this. Refused: appointments, appointments.id.",
          extensions: { code: "AUTH_UNAUTHENTICATED", correlationId: expect.any(String), retryable: false },
        },
      ],
    });
    expect(calls.map(({ service }) => service)).toEqual(["auth"]);
    expect(denials).toMatchObject([
      {
        viewer: { kind: "ANONYMOUS" },
        action: "appointment:read",
        coordinates: ["Query.appointments", "Appointment.id"],
      },
    ]);
  });

  it("answers 403 before any subgraph is asked, after the denial is recorded", async () => {
    const { send, calls, denials, session } = await setUp();
    session.viewer = accountViewer("ANALYST");
    const { status, body } = await send(FORBIDDEN, { headers: { "x-correlation-id": "corr-1234" } });
    expect(status).toBe(403);
    expect(body.errors).toMatchObject([
      { extensions: { code: "AUTH_FORBIDDEN", correlationId: "corr-1234" } },
    ]);
    expect(denials).toMatchObject([
      {
        action: "patient:read",
        coordinates: ["Patient.name"],
        viewer: session.viewer,
      },
    ]);
    expect(calls.map(({ call }) => call.request.path)).toEqual(["/internal/sessions/verify"]);
  });

  it("answers 503 when the denial cannot be recorded", async () => {
    const denials = { record: () => Promise.reject(new AppError("DEPENDENCY_UNAVAILABLE")) };
    const { send, session } = await setUp({ denials });
    session.viewer = accountViewer("ANALYST");
    const { status, body } = await send(FORBIDDEN);
    expect(status).toBe(503);
    expect(body.errors).toMatchObject([{ extensions: { code: "DEPENDENCY_UNAVAILABLE", retryable: true } }]);
  });

  it("shows the schema to those signed in only", async () => {
    const { send } = await setUp();
    const query = "{ __schema { queryType { name } } }";
    expect((await send(query)).body).toEqual({ data: { __schema: { queryType: { name: "Query" } } } });
    expect((await send(query, { isSignedOut: true })).status).toBe(401);
  });

  it("never takes somebody for anonymous because auth is down", async () => {
    const { send, handlers } = await setUp();
    handlers.set("auth", () => Promise.reject(new Error("down")));
    for (const headers of [{}, { authorization: "Bearer a.b.c" }]) {
      const { status, body } = await send("{ requiredNote }", { headers });
      expect(status).toBe(503);
      expect(body.errors).toMatchObject([{ extensions: { code: "DEPENDENCY_UNAVAILABLE" } }]);
    }
    expect((await send("{ requiredNote }", { isSignedOut: true })).status).toBe(200);
  });

  it("takes a session that has ended for nobody's", async () => {
    const { send, session } = await setUp();
    session.viewer = null;
    expect((await send("{ greeting }")).status).toBe(200);
    expect((await send("{ appointments { id } }")).status).toBe(401);
  });

  it("refuses a bearer token that is not valid, whatever it asks", async () => {
    const { send, routes } = await setUp();
    routes.set("auth /.well-known/jwks.json", async () => jsonResponse(200, { keys: [] }));
    const { status, headers, body } = await send("{ greeting }", {
      headers: { authorization: "Bearer a.b.c" },
    });
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(body.errors).toMatchObject([{ extensions: { code: "AUTH_UNAUTHENTICATED" } }]);
  });

  it("asks auth once for a session within 500 ms", async () => {
    const { send, calls, clock } = await setUp();
    const asked = (): number => calls.filter(({ call }) => call.request.path.startsWith("/internal")).length;
    await send("{ greeting }");
    clock.advance(500);
    await send("{ greeting }");
    expect(asked()).toBe(1);
    clock.advance(1);
    await send("{ greeting }");
    expect(asked()).toBe(2);
  });

  it("hands on the cookie of a renewed session", async () => {
    const { send, routes, session } = await setUp();
    const cookie = "__Host-session=good; Path=/; Max-Age=60";
    routes.set("auth /internal/sessions/verify", async () => ({
      ...jsonResponse(200, { viewer: session.viewer }),
      setCookies: [cookie],
    }));
    expect((await send("{ greeting }")).headers["set-cookie"]).toEqual([cookie]);
  });

  it("leaves it to the other enforcers when it is knocked out", async () => {
    const { send, denials } = await setUp({ knockOut: { router: () => true } });
    const { status, body } = await send("{ auditTrail }", { isSignedOut: true });
    expect(status).toBe(200);
    expect(body.data).toEqual({ auditTrail: "trail" });
    expect(denials).toEqual([]);
  });
});

describe("createRouter", () => {
  const base = {
    supergraphSdl: composeTestSupergraph(),
    logger: recordingLogger().logger,
    clock: () => new Date(),
    corsOrigins: [],
    tokens: { issuer: "http://localhost:4000", audience: "clinic-api" },
  };
  const handler = async (): Promise<ReturnType<typeof jsonResponse>> =>
    jsonResponse(200, { data: { greeting: "hi" } });
  const services = { auth: handler, users: handler, appointments: handler, audit: handler };
  const keys = Object.fromEntries(Object.keys(services).map((name) => [name, keyRing(name)]));

  it("needs a key ring for every service", async () => {
    await expect(createRouter({ ...base, services, keys: { auth: keyRing("auth") } })).rejects.toThrow(
      'The service "users" has no key ring.',
    );
  });

  it("needs audit to record denials, and auth to know who asks", async () => {
    const { audit: _audit, ...withoutAudit } = services;
    await expect(createRouter({ ...base, services: withoutAudit, keys })).rejects.toThrow(
      'The router needs the service "audit".',
    );
    const { auth: _auth, ...withoutAuth } = services;
    await expect(createRouter({ ...base, services: withoutAuth, keys })).rejects.toThrow('"auth"');
  });

  it("sends denials to the service audit unless told otherwise", async () => {
    const viewer = accountViewer("ANALYST");
    const recorded: ServiceRequest[] = [];
    const router = await createRouter({
      ...base,
      keys,
      services: {
        ...services,
        auth: async () => jsonResponse(200, { viewer }),
        audit: async (request) => (recorded.push(request), jsonResponse(200, {})),
      },
    });
    const response = await router.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "x-correlation-id": "corr-1234" },
      cookies: { "__Host-session": "s1" },
      payload: { query: FORBIDDEN },
    });
    await router.stop();
    expect(response.statusCode).toBe(403);
    expect(recorded).toMatchObject([
      {
        path: "/internal/denials",
        headers: { "x-correlation-id": "corr-1234" },
        body: '{"action":"patient:read","coordinates":["Patient.name"]}',
      },
    ]);
  });

  it("serves any supergraph to everybody in the open profile, without signatures", async () => {
    const seen: (string | undefined)[] = [];
    const open = async (request: { headers: Readonly<Record<string, string>> }) => {
      seen.push(request.headers["x-clinic-viewer"]);
      return jsonResponse(200, { data: { auditTrail: "open" } });
    };
    const router = await createRouter({
      ...base,
      supergraphSdl: composeTestSupergraph().replaceAll(/@access\(action: "[a-z:]+"\)/g, ""),
      services: { auth: open, users: open, appointments: open },
      keys: {},
      openAccess: true,
    });
    const response = await router.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { authorization: "Bearer a.b.c" },
      payload: { query: "{ auditTrail }" },
    });
    const proxied = await router.app.inject({ method: "GET", url: "/.well-known/jwks.json" });
    await router.stop();
    expect(response.json()).toEqual({ data: { auditTrail: "open" } });
    expect(seen).toEqual([undefined]);
    expect(proxied.statusCode).toBe(404);
  });
});
