import { once } from "node:events";
import { Agent, get as httpGet, request as httpRequest, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { currentScope } from "../observability/request-scope.ts";
import { captureLog, type CapturedLog } from "../testing/captured-log.ts";
import { allowLongRequest, createHttpServer, type HttpServerOptions, noteForAccessLog } from "./server.ts";

const open: FastifyInstance[] = [];

function createServer(options: Partial<HttpServerOptions> = {}): { app: FastifyInstance; log: CapturedLog } {
  const log = captureLog();
  const app = createHttpServer({ logger: log.logger, ...options });
  open.push(app);
  return { app, log };
}

async function listen(app: FastifyInstance): Promise<number> {
  return Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
}

afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

function refusal(code: string, message: string, correlationId: string): unknown {
  return { errors: [{ message, extensions: { code, correlationId, retryable: false } }] };
}

describe("the scope of a request", () => {
  it.each([
    ["a handler of a GET", { method: "GET" as const }],
    ["a handler of a POST with a body", { method: "POST" as const, payload: { a: 1 } }],
  ])("covers %s and what it starts", async (_, request) => {
    const { app } = createServer();
    app.route({
      method: ["GET", "POST"],
      url: "/scope",
      handler: async () => {
        await setImmediate();
        return currentScope();
      },
    });
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const headers = { "x-correlation-id": "request-1", traceparent };
    const response = await app.inject({ ...request, url: "/scope", headers });
    expect(response.json()).toEqual({
      correlationId: "request-1",
      traceparent,
      traceId: "0af7651916cd43dd8448eb211c80319c",
    });
    expect(response.headers["x-correlation-id"]).toBe("request-1");
  });

  it("covers the handler of a body that comes over a socket in parts", async () => {
    const { app } = createServer();
    app.post("/scope", () => ({ id: currentScope()?.correlationId }));
    const port = await listen(app);
    const request = httpRequest({
      port,
      host: "127.0.0.1",
      path: "/scope",
      method: "POST",
      headers: { "x-correlation-id": "request-2", "content-type": "application/json" },
    });
    const answered = Promise.withResolvers<IncomingMessage>();
    request.once("response", answered.resolve);
    const seen = once(app.server, "request");
    request.write('{"a":');
    await seen;
    await setImmediate();
    request.end("1}");
    expect(await text(await answered.promise)).toBe('{"id":"request-2"}');
  });

  it("keeps requests that run at once apart, and makes an id for one without", async () => {
    const { app } = createServer();
    app.get("/scope", async () => {
      await setImmediate();
      return currentScope()?.correlationId;
    });
    const ids = ["request-a", "request-b", "bad id\u0001", undefined];
    const answers = await Promise.all(
      ids.map((id) =>
        app.inject({ url: "/scope", headers: id === undefined ? {} : { "x-correlation-id": id } }),
      ),
    );
    expect(answers.slice(0, 2).map((answer) => answer.body)).toEqual(["request-a", "request-b"]);
    for (const answer of answers) expect(answer.headers["x-correlation-id"]).toBe(answer.body);
    expect(answers[2]?.body).toMatch(/^[0-9a-f-]{36}$/);
    expect(answers[3]?.body).not.toBe(answers[2]?.body);
  });
});

describe("the access log", () => {
  it("has one line per request with the route's pattern, in the scope of the request, and at debug one on arrival", async () => {
    const { app, log } = createServer();
    app.get("/patients/:id", () => "ok");
    await app.inject({
      url: "/patients/7?token=not-for-the-log",
      headers: { "x-correlation-id": "request-1" },
    });
    const [arrival, ...lines] = log.entries();
    expect(arrival).toMatchObject({
      level: "debug",
      correlationId: "request-1",
      route: "/patients/:id",
      message: "request received",
    });
    expect(lines).toEqual([
      {
        level: "info",
        timestamp: "2026-03-01T09:00:00.000Z",
        service: "test",
        correlationId: "request-1",
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
        method: "GET",
        route: "/patients/:id",
        status: 200,
        durationMs: expect.any(Number),
        message: "request completed",
      },
    ]);
    expect(log.text()).not.toContain("not-for-the-log");
  });

  it("tells what the route has noted", async () => {
    const { app, log } = createServer();
    app.get("/graphql", (request) => {
      noteForAccessLog(request, { operation: "PatientHome", code: undefined });
      return "ok";
    });
    await app.inject("/graphql");
    expect(log.entries().at(-1)).toMatchObject({ route: "/graphql", status: 200, operation: "PatientHome" });
    expect(log.entries().at(-1)).not.toHaveProperty("code");
  });

  it("has none for health checks", async () => {
    const { app, log } = createServer();
    app.get("/livez", () => "ok");
    app.get("/readyz", () => "ok");
    await app.inject("/livez");
    await app.inject("/readyz?verbose=1");
    expect(log.entries()).toEqual([]);
  });

  it("shows a client that did not wait as 499", async () => {
    const { app, log } = createServer();
    const reached = Promise.withResolvers<undefined>();
    const gone = Promise.withResolvers<undefined>();
    app.get("/slow", async (_request, reply) => {
      reply.raw.once("close", () => {
        gone.resolve(undefined);
      });
      reached.resolve(undefined);
      await gone.promise;
      return "late";
    });
    const port = await listen(app);
    const request = httpRequest({ port, host: "127.0.0.1", path: "/slow" });
    request.on("error", () => undefined);
    request.end();
    await reached.promise;
    request.destroy();
    await gone.promise;
    const completed = log.entries().filter(({ message }) => message === "request completed");
    expect(completed).toMatchObject([{ route: "/slow", status: 499 }]);
  });
});

describe("an error", () => {
  it("of the catalogue becomes its status and code", async () => {
    const { app, log } = createServer();
    const fields = [{ field: "input.at", message: "Must be in the future." }];
    app.get("/taken", () => {
      throw new AppError("CONFLICT", "It is taken.", { cause: new Error("row 7") });
    });
    app.get("/invalid", async () => Promise.reject(new AppError("VALIDATION_ERROR", undefined, { fields })));
    const headers = { "x-correlation-id": "request-1" };
    const taken = await app.inject({ url: "/taken", headers });
    expect(taken.statusCode).toBe(409);
    expect(taken.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(taken.json()).toEqual(refusal("CONFLICT", "It is taken.", "request-1"));
    const invalid = await app.inject({ url: "/invalid", headers });
    expect(invalid.json()).toEqual({
      errors: [
        {
          message: "The request is not valid.",
          extensions: { code: "VALIDATION_ERROR", correlationId: "request-1", retryable: false, fields },
        },
      ],
    });
    expect(log.entries().filter(({ level }) => level !== "debug")[0]).toMatchObject({
      level: "info",
      correlationId: "request-1",
      code: "CONFLICT",
      cause: { message: "row 7" },
      message: "refused a request",
    });
  });

  it("of any other kind becomes INTERNAL, tells nothing, and is logged with its cause", async () => {
    const { app, log } = createServer();
    app.get("/broken", (_request, reply) => {
      void reply.type("text/html");
      throw Object.assign(new Error("select 1 from account", { cause: new Error("inner") }), {
        statusCode: 418,
      });
    });
    const response = await app.inject({ url: "/broken", headers: { "x-correlation-id": "request-1" } });
    expect(response.statusCode).toBe(500);
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(response.json()).toEqual(refusal("INTERNAL", "Something went wrong on our side.", "request-1"));
    expect(log.entries().filter(({ level }) => level !== "debug")).toMatchObject([
      {
        level: "error",
        correlationId: "request-1",
        err: { message: "select 1 from account", cause: { message: "inner" } },
        message: "a request failed",
      },
      { message: "request completed", status: 500 },
    ]);
  });

  it.each([
    ["malformed JSON", { payload: "{", type: "application/json" }, 400, "VALIDATION_ERROR", "The body is not valid JSON."],
    ["an empty body", { payload: "", type: "application/json" }, 400, "VALIDATION_ERROR", "The body is empty."],
    ["a body too large", { payload: `"${"x".repeat(100)}"`, type: "application/json" }, 413, "PAYLOAD_TOO_LARGE", "The request is too large."],
    ["a media type nobody reads", { payload: "<a/>", type: "text/xml" }, 415, "UNSUPPORTED_MEDIA_TYPE", "The media type is not supported."],
  ])("in a request with %s has a code of the catalogue", async (_, sent, status, code, message) => {
    const { app } = createServer({ bodyLimitBytes: 64 });
    app.post("/echo", () => "ok");
    const response = await app.inject({
      method: "POST",
      url: "/echo",
      payload: sent.payload,
      headers: { "content-type": sent.type, "x-correlation-id": "request-1" },
    });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toEqual(refusal(code, message, "request-1"));
    expect(response.headers["x-correlation-id"]).toBe("request-1");
  }); // prettier-ignore

  it.each([["GET", "/nowhere"], ["POST", "/nowhere"]] as const)("for %s %s is RESOURCE_NOT_FOUND", async (method, url) => {
    const { app, log } = createServer();
    const response = await app.inject({ method, url, headers: { "x-correlation-id": "request-1" } });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual(refusal("RESOURCE_NOT_FOUND", "No such resource.", "request-1"));
    expect(log.entries().at(-1)).toMatchObject({ route: "unmatched", status: 404 });
  }); // prettier-ignore

  it("for an address that cannot be decoded is VALIDATION_ERROR with the correlation id", async () => {
    const { app } = createServer();
    app.get("/patients/:id", () => "ok");
    const response = await app.inject({ url: "/patients/%zz", headers: { "x-correlation-id": "request-1" } });
    expect(response.statusCode).toBe(400);
    expect(response.headers["x-correlation-id"]).toBe("request-1");
    expect(response.json()).toEqual(refusal("VALIDATION_ERROR", "The request is not valid.", "request-1"));
  });

  it("of a client that went away while sending is not ours", async () => {
    const { app, log } = createServer();
    app.post("/echo", () => "ok");
    const answered = Promise.withResolvers<undefined>();
    app.addHook("onSend", async () => {
      answered.resolve(undefined);
    });
    const port = await listen(app);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    const seen = once(app.server, "request");
    socket.write(
      "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{",
    );
    await seen;
    socket.destroy();
    await answered.promise;
    expect(log.entries().filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
    expect(log.text()).toContain('"code":"VALIDATION_ERROR"');
  });
});

describe("behind a proxy", () => {
  it("believes forwarded addresses only when told to", async () => {
    const ask = async (trustProxy?: string): Promise<string> => {
      const { app } = createServer(trustProxy === undefined ? {} : { trustProxy });
      app.get("/ip", (request) => request.ip);
      const headers = { "x-forwarded-for": "203.0.113.9" };
      return (await app.inject({ url: "/ip", headers })).body;
    };
    expect(await ask()).toBe("127.0.0.1");
    expect(await ask("127.0.0.1")).toBe("203.0.113.9");
  });
});

describe("while closing", () => {
  /** A route that answers when told to, asked over a connection that its client would keep. */
  async function askSlowly(options: Partial<HttpServerOptions> = {}) {
    const { app } = createServer(options);
    const reached = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    app.get("/slow", async () => {
      reached.resolve(undefined);
      await release.promise;
      return "done";
    });
    app.get("/fast", () => "fast");
    const port = await listen(app);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = async (path: string): Promise<IncomingMessage> => {
      const [response] = await once(httpGet({ port, path, agent }), "response");
      return response as IncomingMessage;
    };
    return { app, get, reached: reached.promise, release: () => release.resolve(undefined) };
  }

  it("answers what it has taken, and closes the connection that would be kept", async () => {
    const { app, get, reached, release } = await askSlowly();
    const answer = get("/slow");
    await reached;
    const closed = app.close();
    await setImmediate();
    release();
    const response = await answer;
    expect([response.headers["connection"], await text(response)]).toEqual(["close", "done"]);
    await closed;
  });

  it("takes requests until the drain is over, each as the last of its connection", async () => {
    const { app, get, reached, release } = await askSlowly({ drainMs: 200 });
    const slow = get("/slow");
    await reached;
    const closed = app.close();
    await setImmediate();
    release();
    expect((await slow).headers["connection"]).toBe("close");
    const during = await get("/fast");
    expect([during.headers["connection"], await text(during)]).toEqual(["close", "fast"]);
    await closed;
    await expect(get("/fast")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("does not wait for a connection whose last answer was on its way when listening ended", async () => {
    const { app } = createServer();
    const written = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    app.get("/parts", (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { "content-length": "4" });
      reply.raw.write("ab");
      written.resolve(undefined);
      void release.promise.then(() => reply.raw.end("cd"));
    });
    const port = await listen(app);
    const agent = new Agent({ keepAlive: true });
    const answer = once(httpGet({ port, path: "/parts", agent }), "response");
    await written.promise;
    const closed = app.close();
    await vi.waitUntil(() => !app.server.listening, { interval: 1 });
    release.resolve(undefined);
    const [response] = await answer;
    expect(await text(response as IncomingMessage)).toBe("abcd");
    await closed;
  });

  it("does not wait for a connection on which nothing was sent", async () => {
    const { app } = createServer();
    const socket = connect({ host: "127.0.0.1", port: await listen(app) });
    await once(app.server, "connection");
    await app.close();
    expect(await text(socket)).toBe("");
  });
});

describe("what no hook gets to see", () => {
  async function answerTo(request: string): Promise<string> {
    const { app } = createServer({ bareHeaders: { "x-frame-options": "DENY" } });
    const socket = connect({ host: "127.0.0.1", port: await listen(app) });
    socket.write(request);
    return text(socket);
  }

  it.each([
    ["no HTTP", "HELO\r\n\r\n", "400 Bad Request", "VALIDATION_ERROR"],
    [
      "a large head",
      `GET / HTTP/1.1\r\nX: ${"a".repeat(20_000)}\r\n\r\n`,
      "431 Request Header Fields Too Large",
      "PAYLOAD_TOO_LARGE",
    ],
    [
      "a path that is none",
      "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      "400 Bad Request",
      "VALIDATION_ERROR",
    ],
    ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400 Bad Request", "VALIDATION_ERROR"],
  ])("is refused in the shape of every refusal: %s", async (name, request, status, code) => {
    const answer = await answerTo(request);
    expect(answer.split("\r\n")[0]).toBe(`HTTP/1.1 ${status}`);
    const correlationId = /x-correlation-id: (\S+)/i.exec(answer)?.[1];
    const body = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n"))) as unknown;
    expect(body).toMatchObject({ errors: [{ extensions: { code, correlationId, retryable: false } }] });
    if (name !== "no host") expect(answer).toContain("x-frame-options: DENY");
  });

  it("serves a request whatever it expects", async () => {
    const answer = await answerTo("GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nConnection: close\r\n\r\n");
    expect(answer.split("\r\n")[0]).toBe("HTTP/1.1 404 Not Found");
  });
});

describe("a request that takes long to arrive", () => {
  /** What Node does with a connection whose request has not come as a whole in time. */
  async function timeOut(path: string): Promise<string> {
    const { app } = createServer();
    const arrived = Promise.withResolvers<undefined>();
    app.addContentTypeParser("text/csv", (_request, payload, done) => {
      done(null, payload);
    });
    app.post("/short", () => arrived.promise);
    app.post<{ Body: NodeJS.ReadableStream }>("/long", async (request) => {
      allowLongRequest(request);
      arrived.resolve(undefined);
      return text(request.body);
    });
    const port = await listen(app);
    const sockets: Socket[] = [];
    app.server.on("connection", (socket: Socket) => sockets.push(socket));
    const sent = connect(port, "127.0.0.1");
    sent.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: text/csv\r\ncontent-length: 2\r\nconnection: close\r\n\r\na`,
    );
    if (path === "/long") await arrived.promise;
    else await vi.waitFor(() => expect(sockets).toHaveLength(1));
    const fault = Object.assign(new Error("Request timeout"), { code: "ERR_HTTP_REQUEST_TIMEOUT" });
    app.server.emit("clientError", fault, sockets[0]);
    sent.write("b");
    return text(sent);
  }

  it("is cut off, unless it may", async () => {
    expect(await timeOut("/short")).toMatch(/^HTTP\/1\.1 408 /);
    expect(await timeOut("/long")).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\nab$/);
  });
});
