import { createServer, type Server } from "node:http";
import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { captureLog, type CapturedLog } from "../testing/captured-log.ts";
import { createHttpServer } from "./server.ts";
import { jsonResponse, type ServiceHandler, type ServiceRequest } from "./service-call.ts";
import {
  createHttpServiceClient,
  type HttpServiceClient,
  type ServiceClientOptions,
} from "./service-client.ts";
import { registerServiceRoutes } from "./service-route.ts";

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Served {
  readonly app: FastifyInstance;
  readonly client: HttpServiceClient;
  readonly log: CapturedLog;
}

async function serve(handler: ServiceHandler, options: Partial<ServiceClientOptions> = {}): Promise<Served> {
  const log = captureLog();
  const app = createHttpServer({ logger: log.logger });
  registerServiceRoutes(app, handler, { paths: ["/graphql", "/internal/*"] });
  app.post("/parsed", (request) => request.body);
  const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
  closers.push(() => app.close());
  const client = createHttpServiceClient({ baseUrl, ...options });
  closers.push(() => client.close());
  return { app, client, log };
}

/** A server of node:http itself, for what Fastify would not do. */
async function serveRaw(answer: (server: Server) => void): Promise<string> {
  const server = createServer();
  answer(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${String(address.port)}`;
}

function call(request: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    method: "POST",
    path: "/graphql",
    headers: { "content-type": "application/json" },
    body: "{}",
    ...request,
  };
}

async function fault(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error("no AppError was thrown", { cause: error });
}

describe("a call over HTTP", () => {
  it("brings method, path, headers and body to the handler as they were sent", async () => {
    const seen: ServiceRequest[] = [];
    const { client } = await serve((request) => {
      seen.push(request);
      return Promise.resolve(jsonResponse(200, {}));
    });
    // Neither normal JSON, nor ASCII, nor valid: a parser would change or refuse it.
    const body = ' {"a":1.0,\n"a":"नमस्ते"} trailing';
    const headers = {
      "content-type": "application/json",
      "x-clinic-viewer": "v1.k.c.m",
      "x-correlation-id": "request-1",
    };
    await client.handle(call({ body, headers }));
    await client.handle(call({ method: "GET", path: "/internal/jwks?kid=1", headers: {}, body: "" }));
    await client.handle(call({ headers: { "content-type": "text/weird" }, body: "x" }));
    await client.handle(call({ headers: {}, body: "" }));
    expect(seen.map(({ method, path, body: text }) => [method, path, text])).toEqual([
      ["POST", "/graphql", body],
      ["GET", "/internal/jwks?kid=1", ""],
      ["POST", "/graphql", "x"],
      ["POST", "/graphql", ""],
    ]);
    expect(seen[0]?.headers).toMatchObject(headers);
    expect(seen[0]?.headers["traceparent"]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it("brings status, headers, cookies and body back", async () => {
    const { client, log } = await serve(() =>
      Promise.resolve({
        status: 418,
        headers: { "content-type": "text/plain; charset=utf-8", "x-note": "a" },
        setCookies: ["a=1; Path=/; HttpOnly", "b=2"],
        body: "नमस्ते",
      }),
    );
    const response = await client.handle(call({ headers: { "x-correlation-id": "request-1" } }));
    expect(response).toEqual({
      status: 418,
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "x-note": "a",
        "x-correlation-id": "request-1",
        date: expect.any(String),
      },
      setCookies: ["a=1; Path=/; HttpOnly", "b=2"],
      body: "नमस्ते",
    });
    expect(log.entries().at(-1)).toMatchObject({
      route: "/graphql",
      status: 418,
      correlationId: "request-1",
    });
  });

  it("has one correlation id in header, handler and answer when the caller sent none", async () => {
    const { client } = await serve(({ headers }) =>
      Promise.resolve(jsonResponse(200, headers["x-correlation-id"])),
    );
    const response = await client.handle(call({ headers: {} }));
    expect(JSON.parse(response.body)).toBe(response.headers["x-correlation-id"]);
    expect(response.setCookies).toEqual([]);
  });

  it("answers a handler that throws with its code", async () => {
    const { client } = await serve(() => Promise.reject(new AppError("CONFLICT")));
    const response = await client.handle(call());
    expect(response.status).toBe(409);
    expect(response.body).toContain('"code":"CONFLICT"');
  });

  it("leaves the parsers of other routes alone, and serves no HEAD", async () => {
    const { app } = await serve(() => Promise.resolve(jsonResponse(200, {})));
    const parsed = await app.inject({ method: "POST", url: "/parsed", payload: { a: 1 } });
    expect(parsed.json()).toEqual({ a: 1 });
    expect((await app.inject({ method: "HEAD", url: "/graphql" })).statusCode).toBe(404);
  });

  it("uses a connection again", async () => {
    const { client, app } = await serve(() => Promise.resolve(jsonResponse(200, {})), { connections: 1 });
    let connections = 0;
    app.server.on("connection", () => (connections += 1));
    for (let round = 0; round < 5; round += 1) await client.handle(call());
    expect(connections).toBe(1);
  });

  it("joins a header of several lines, and knows a single cookie", async () => {
    const baseUrl = await serveRaw((server) =>
      server.on("request", (_request, response) => {
        response.setHeader("vary", ["origin", "cookie"]);
        response.setHeader("set-cookie", "only=1");
        response.end("ok");
      }),
    );
    const client = createHttpServiceClient({
      baseUrl,
      keepAliveTimeoutMs: 1_000,
      connectTimeoutMs: 1_000,
    });
    closers.push(() => client.close());
    const response = await client.handle(call());
    expect(response.headers["vary"]).toBe("origin, cookie");
    expect(response.setCookies).toEqual(["only=1"]);
  });

  it("puts the path of its base address before that of the request", async () => {
    const { app } = await serve(({ path }) => Promise.resolve(jsonResponse(200, path)));
    const client = createHttpServiceClient({ baseUrl: `${app.listeningOrigin}/internal/` });
    closers.push(() => client.close());
    expect((await client.handle(call({ path: "/graphql" }))).body).toBe('"/internal/graphql"');
  });
});

describe("a caller who stops waiting", () => {
  it("gets DEADLINE_EXCEEDED, and the handler learns of it", async () => {
    const reached = Promise.withResolvers<AbortSignal | undefined>();
    const { client } = await serve(({ signal }) => {
      reached.resolve(signal);
      return new Promise((resolve) => {
        signal?.addEventListener("abort", () => {
          resolve(jsonResponse(200, {}));
        });
      });
    });
    const abort = new AbortController();
    const outcome = fault(client.handle(call({ signal: abort.signal })));
    const signal = await reached.promise;
    expect(signal?.aborted).toBe(false);
    abort.abort(new Error("too late"));
    const error = await outcome;
    expect([error.code, error.isRetryable]).toEqual(["DEADLINE_EXCEEDED", true]);
    expect(error.cause).toMatchObject({ message: "too late" });
    if (signal?.aborted === false) {
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
    }
    expect(signal?.reason).toMatchObject({ message: "The caller closed the connection." });
  });

  it("gets it at once when he had stopped before", async () => {
    const { client } = await serve(() => Promise.resolve(jsonResponse(200, {})));
    expect((await fault(client.handle(call({ signal: AbortSignal.abort() })))).code).toBe(
      "DEADLINE_EXCEEDED",
    );
  });

  it("does not abort a handler that has answered", async () => {
    let given: AbortSignal | undefined;
    const { client } = await serve(({ signal }) => {
      given = signal;
      return Promise.resolve(jsonResponse(200, {}));
    });
    await client.handle(call());
    await client.close();
    closers.pop();
    expect(given?.aborted).toBe(false);
  });
});

describe("a service that gives no whole answer", () => {
  async function outcome(baseUrl: string, options: Partial<ServiceClientOptions> = {}): Promise<AppError> {
    const client = createHttpServiceClient({ baseUrl, ...options });
    closers.push(() => client.close());
    return fault(client.handle(call()));
  }

  it("because nobody listens is DEPENDENCY_UNAVAILABLE", async () => {
    const baseUrl = await serveRaw(() => undefined);
    await closers.pop()?.();
    const error = await outcome(baseUrl);
    expect([error.code, error.isRetryable]).toEqual(["DEPENDENCY_UNAVAILABLE", true]);
    expect(error.message).toBe("A part of the system is not available.");
    expect(error.cause).toMatchObject({ code: "ECONNREFUSED" });
  });

  it("because it resets the connection is DEPENDENCY_UNAVAILABLE", async () => {
    const baseUrl = await serveRaw((server) =>
      server.on("request", (request) => {
        request.socket.resetAndDestroy();
      }),
    );
    const error = await outcome(baseUrl);
    expect(error.code).toBe("DEPENDENCY_UNAVAILABLE");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("because it falls silent in the middle is DEPENDENCY_UNAVAILABLE", async () => {
    const baseUrl = await serveRaw((server) =>
      server.on("request", (_request, response) => {
        response.writeHead(200, { "content-length": "10" });
        response.write("half");
      }),
    );
    const error = await outcome(baseUrl, { silenceTimeoutMs: 50 });
    expect(error.code).toBe("DEPENDENCY_UNAVAILABLE");
    expect(error.cause).toMatchObject({ code: "UND_ERR_BODY_TIMEOUT" });
  });

  it("because it has more to say than is allowed is DEPENDENCY_UNAVAILABLE", async () => {
    const baseUrl = await serveRaw((server) =>
      server.on("request", (_request, response) => {
        response.end("x".repeat(2_000));
      }),
    );
    const error = await outcome(baseUrl, { maxResponseBytes: 1_000 });
    expect(error.code).toBe("DEPENDENCY_UNAVAILABLE");
    expect(error.cause).toMatchObject({ code: "UND_ERR_RES_EXCEEDED_MAX_SIZE" });
  });

  it("because the client is closed is DEPENDENCY_UNAVAILABLE", async () => {
    const client = createHttpServiceClient({ baseUrl: "http://127.0.0.1:1" });
    await client.close();
    expect((await fault(client.handle(call()))).code).toBe("DEPENDENCY_UNAVAILABLE");
  });

  it("because the request cannot be sent is INTERNAL: another try would not help", async () => {
    const { client } = await serve(() => Promise.resolve(jsonResponse(200, {})));
    const error = await fault(client.handle(call({ headers: { "x-note": "line\nbreak" } })));
    expect([error.code, error.isRetryable]).toEqual(["INTERNAL", false]);
  });
});
