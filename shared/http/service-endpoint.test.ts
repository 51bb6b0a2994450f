import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { signViewer, type ViewerKeyRing } from "../auth/signed-viewer.ts";
import { AppError } from "../errors/app-error.ts";
import { currentScope } from "../observability/request-scope.ts";
import { CallerGoneError } from "./gone-signal.ts";
import { jsonResponse, type ServiceResponse } from "./service-call.ts";
import { createServiceEndpoint, type ServiceCall, type ServiceRoute } from "./service-endpoint.ts";

const NOW = new Date("2026-03-01T09:00:00.000Z");
const KEYS: ViewerKeyRing = [{ kid: "k1", secret: Buffer.alloc(32, 1) }];
const VIEWER = viewerOf({ tenantId: "0197a000-0000-7000-8000-000000000001", roles: ["USER"] });
const BODY = '{"query":"{ me }"}';
const CORRELATION = "request-0123456789";
const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

const log = captureLog();

interface CallOptions {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly audience?: string;
  readonly signal?: AbortSignal;
}

async function call(route: ServiceRoute, options: CallOptions = {}): Promise<ServiceResponse> {
  const handle = createServiceEndpoint({
    audience: "users",
    keys: KEYS,
    routes: { "/graphql": route },
    clock: () => NOW,
    logger: log.logger,
  });
  const audience = options.audience ?? "users";
  return handle({
    method: "POST",
    path: options.path ?? "/graphql",
    body: BODY,
    headers: {
      "x-clinic-viewer": signViewer({ viewer: VIEWER, audience, body: BODY, keys: KEYS, now: NOW }),
      "x-correlation-id": CORRELATION,
      ...options.headers,
    },
    ...(options.signal && { signal: options.signal }),
  });
}

const ok: ServiceRoute = async () => jsonResponse(200, { data: null });
const codeOf = ({ status, body }: ServiceResponse): unknown => {
  const { errors } = JSON.parse(body) as {
    errors: { extensions: { code: string; correlationId: string } }[];
  };
  return [status, errors[0]?.extensions.code, errors[0]?.extensions.correlationId];
};

/** The deadline a route is given under these headers, in milliseconds. */
async function deadlineUnder(headers: Record<string, string>): Promise<number | undefined> {
  const calls: ServiceCall[] = [];
  await call(
    async (seen) => {
      calls.push(seen);
      return ok(seen);
    },
    { headers },
  );
  return calls[0]?.deadline.remainingMs();
}

describe("service endpoint", () => {
  it("hands viewer, deadline, correlation id and request to the route", async () => {
    const route = vi.fn(ok);
    const answer = await call(route, { headers: { "x-deadline-ms": "5000" } });
    expect(answer).toStrictEqual({
      status: 200,
      headers: { "content-type": "application/json; charset=utf-8" },
      setCookies: [],
      body: '{"data":null}',
    });
    const [seen] = route.mock.calls[0] ?? [];
    expect(seen).toMatchObject({
      viewer: VIEWER,
      correlationId: CORRELATION,
      request: { path: "/graphql", body: BODY },
    });
  });

  it.each([
    ["missing", { headers: { "x-clinic-viewer": undefined as unknown as string } }, "missing"],
    ["malformed", { headers: { "x-clinic-viewer": "v1.k1" } }, "malformed"],
    ["for another audience", { audience: "audit" }, "wrong-audience"],
  ])(
    "answers 401 when the signature is %s, and runs nothing",
    async (_case, options: CallOptions, problem) => {
      const route = vi.fn(ok);
      const answer = await call(route, options);
      expect(codeOf(answer)).toStrictEqual([401, "AUTH_UNAUTHENTICATED", CORRELATION]);
      expect(answer.body).not.toContain(problem);
      expect(route).not.toHaveBeenCalled();
      expect(log.entries().at(-1)).toMatchObject({
        level: "warn",
        problem,
        path: "/graphql",
        correlationId: CORRELATION,
      });
    },
  );

  it.each(["/", "/internal", "/graphql/", "constructor", "__proto__"])(
    "answers 404 for the unknown path %s",
    async (path) => {
      expect(codeOf(await call(ok, { path }))).toStrictEqual([404, "RESOURCE_NOT_FOUND", CORRELATION]);
    },
  );

  it("does not tell an unsigned caller which paths there are", async () => {
    const answer = await call(ok, { path: "/nowhere", audience: "audit" });
    expect(codeOf(answer)).toStrictEqual([401, "AUTH_UNAUTHENTICATED", CORRELATION]);
  });

  it.each(["0", "-1", "", "1.5", "soon", "NaN", "Infinity", "1e400"])(
    "answers DEADLINE_EXCEEDED when the deadline is %s, and runs nothing",
    async (deadline) => {
      const route = vi.fn(ok);
      const answer = await call(route, { headers: { "x-deadline-ms": deadline } });
      expect(codeOf(answer)).toStrictEqual([503, "DEADLINE_EXCEEDED", CORRELATION]);
      expect(route).not.toHaveBeenCalled();
    },
  );

  it("gives 10 s to a call that names no deadline, and 120 s to one that names more", async () => {
    const unnamed = await deadlineUnder({});
    expect(unnamed).toBeGreaterThan(9_000);
    expect(unnamed).toBeLessThanOrEqual(10_000);
    const longest = await deadlineUnder({ "x-deadline-ms": "99999999" });
    expect(longest).toBeGreaterThan(119_000);
    expect(longest).toBeLessThanOrEqual(120_000);
  });

  it("does not wait for a route beyond the deadline, nor for a caller who went away", async () => {
    const endless: ServiceRoute = () => Promise.withResolvers<never>().promise;
    const late = await call(endless, { headers: { "x-deadline-ms": "5" } });
    expect(codeOf(late)).toStrictEqual([503, "DEADLINE_EXCEEDED", CORRELATION]);
    expect(log.entries().at(-1)).toMatchObject({ level: "error" });
    const gone = await call(endless, { signal: AbortSignal.abort(new CallerGoneError()) });
    expect(codeOf(gone)).toStrictEqual([503, "DEADLINE_EXCEEDED", CORRELATION]);
    // Nobody waited any more: that is no fault of ours.
    expect(log.entries().at(-1)).toMatchObject({ level: "debug" });
  });

  it("logs what is our fault also when the caller went away meanwhile", async () => {
    const leaving = new AbortController();
    const failed = await call(
      async () => {
        queueMicrotask(() => {
          leaving.abort(new CallerGoneError());
        });
        throw new Error("relation users.patient does not exist");
      },
      { signal: leaving.signal },
    );
    expect(codeOf(failed)).toStrictEqual([500, "INTERNAL", CORRELATION]);
    expect(log.entries().at(-1)).toMatchObject({ level: "error" });
  });

  it("keeps the code of an AppError and masks everything else, and logs what is our fault", async () => {
    const conflict = await call(async () => {
      throw new AppError("CONFLICT", "The slot is taken.");
    });
    expect(codeOf(conflict)).toStrictEqual([409, "CONFLICT", CORRELATION]);
    const before = log.entries().length;
    const masked = await call(async () => {
      throw new Error("insert into users.patient (phone) values ('+49')");
    });
    expect(codeOf(masked)).toStrictEqual([500, "INTERNAL", CORRELATION]);
    expect(masked.body).not.toContain("insert");
    expect(log.entries().slice(before)).toHaveLength(1);
    expect(log.entries().at(-1)).toMatchObject({
      level: "error",
      path: "/graphql",
      correlationId: CORRELATION,
    });
  });

  it("carries correlation id and trace through everything the route awaits", async () => {
    const scopes: unknown[] = [];
    await call(
      async (seen) => {
        await nextTurn();
        scopes.push(currentScope(), seen.correlationId);
        return ok(seen);
      },
      { headers: { traceparent: TRACEPARENT } },
    );
    expect(scopes).toStrictEqual([
      { correlationId: CORRELATION, traceparent: TRACEPARENT, traceId: "0af7651916cd43dd8448eb211c80319c" },
      CORRELATION,
    ]);
    expect(currentScope()).toBeUndefined();
  });

  it("gives concurrent calls a scope each", async () => {
    const seen = new Map<string, string | undefined>();
    const route: ServiceRoute = async (service) => {
      await nextTurn();
      seen.set(service.correlationId, currentScope()?.correlationId);
      return ok(service);
    };
    const ids = Array.from({ length: 20 }, (_value, index) => `concurrent-${String(index)}`);
    await Promise.all(ids.map((id) => call(route, { headers: { "x-correlation-id": id } })));
    expect([...seen.keys()].sort()).toStrictEqual([...ids].sort());
    expect([...seen.values()]).toStrictEqual([...seen.keys()]);
  });
});
