import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { trace } from "@opentelemetry/api";
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { AppError } from "../errors/app-error.ts";
import type { Logger } from "../logging/logger.ts";
import { makeRequestScope, runInScope, type RequestScope } from "../observability/request-scope.ts";
import { answerConnectionFault } from "./client-error.ts";
import { errorBody } from "./error-body.ts";
import { fromFrameworkError } from "./framework-error.ts";
import { LIVE_PATH, READY_PATH } from "./health.ts";
import { CORRELATION_HEADER, REVOCATIONS_PATH, TRACEPARENT_HEADER } from "./service-call.ts";

/** What {@link createHttpServer} needs. */
export interface HttpServerOptions {
  readonly logger: Logger;
  /** Longer bodies are answered 413. */
  readonly bodyLimitBytes?: number;
  /** Whose `X-Forwarded-For` and `-Proto` to believe: nobody's by default, or those of proxies by address or CIDR. */
  readonly trustProxy?: boolean | string | string[];
  /**
   * How long requests are still taken after `close()` was called, each answer with `Connection: close`, so that clients
   * and load balancers leave by themselves and none is cut off. What is idle for all that time is closed. Default 0.
   */
  readonly drainMs?: number;
  /** For answers that no hook gets to see, because what came was no HTTP or had a path that is none. */
  readonly bareHeaders?: Readonly<Record<string, string>>;
}

const ONE_MEBIBYTE = 1_048_576;
/** A client that has not sent its whole request by then is cut off. */
const REQUEST_TIMEOUT_MS = 30_000;
const QUIET_ROUTES: ReadonlySet<string> = new Set([LIVE_PATH, READY_PATH, REVOCATIONS_PATH]);
/** What the access log says of a client that did not wait for the answer, as nginx writes it. */
const CLIENT_CLOSED_REQUEST = 499;

/**
 * A Fastify server as every process of ours uses it. Each request runs in the scope made from its headers, answers
 * with `X-Correlation-Id`, and leaves one access log line (health checks and who waits for revocations leave none; at level debug, one on arrival too). Errors leave in the shape of
 * `error-body.ts`, with nothing of what caused them; 5xx are logged with their cause.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = options.logger;
  const { bareHeaders = {} } = options;
  const app = Fastify({
    loggerInstance,
    logController: new OwnLinesOnly(),
    childLoggerFactory: (logger) => logger,
    bodyLimit: options.bodyLimitBytes ?? ONE_MEBIBYTE,
    trustProxy: options.trustProxy ?? false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // While draining, a request on an open connection is still answered, and told to close it.
    return503OnClosing: false,
    // Node would refuse with an answer of its own, see requireHost.
    http: { requireHostHeader: false },
    frameworkErrors: (error, request, reply) => {
      answerError(options.logger, error, request, reply.headers(bareHeaders));
    },
    clientErrorHandler: (fault, socket) => {
      if (fault.code === REQUEST_TIMED_OUT && longRequests.has(socket)) return;
      answerConnectionFault(fault, socket, bareHeaders);
    },
  });
  drainBeforeClose(app, options.drainMs ?? 0);
  // What a client expects beside `100-continue` we do not know, and may ignore (RFC 9110, section 10.1.1).
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  // Fastify would read it for any route, and what was meant as JSON would be refused as something else.
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", (request, reply, done) => {
    nameSpan(request);
    const scope = scopeOf(request);
    reply.header(CORRELATION_HEADER, scope.correlationId);
    reply.raw.once("close", () => {
      runInScope(scope, () => {
        logAccess(options.logger, request, reply);
      });
    });
    runInScope(scope, () => {
      logArrival(options.logger, request);
      done();
    });
  });
  // After the hooks that give every answer its headers.
  app.addHook("preParsing", async (request) => {
    requireHost(request);
  });
  app.setErrorHandler((error, request, reply) => {
    answerError(options.logger, error, request, reply);
  });
  app.setNotFoundHandler(() => {
    throw new AppError("RESOURCE_NOT_FOUND");
  });
  return app;
}

const REQUEST_TIMED_OUT = "ERR_HTTP_REQUEST_TIMEOUT";
const longRequests = new WeakSet<object>();

/**
 * Lets a request take longer to arrive than {@link REQUEST_TIMEOUT_MS}, such as one that carries a file: whoever handles it has to see to
 * it that it ends. Its connection must not be used for another request.
 */
export function allowLongRequest(request: FastifyRequest): void {
  longRequests.add(request.raw.socket);
}

const IDLE_CHECK_MS = 50;

/**
 * Once the server is told to close, each answer says that it is the last one of its connection, also the answers to
 * requests that were there before. Node closes what is idle when listening ends, and never looks again: a connection
 * whose last answer was on its way at that moment would keep the server open until its keep-alive is over. One on which nothing
 * was ever sent, as clients open them in advance, is none of those that Node takes for idle.
 */
function drainBeforeClose(app: FastifyInstance, drainMs: number): void {
  let isClosing = false;
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (isClosing) reply.header("connection", "close");
    done();
  });
  app.addHook("preClose", async () => {
    isClosing = true;
    if (drainMs > 0) await sleep(drainMs);
    const timer = setInterval(() => {
      app.server.closeIdleConnections();
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, IDLE_CHECK_MS);
    app.server.once("close", () => {
      clearInterval(timer);
    });
    timer.unref();
  });
}

/** Fastify's lines about each request would double ours; those about broken streams and the like stay. */
class OwnLinesOnly extends LogController {
  override incomingRequest(): void {
    // see logAccess
  }
  override requestCompleted(): void {
    // see logAccess
  }
}

const scopes = new WeakMap<FastifyRequest, RequestScope>();

/** The scope of a request: kept by request, because events of a socket run outside of it. */
function scopeOf(request: FastifyRequest): RequestScope {
  const known = scopes.get(request);
  if (known !== undefined) return known;
  const scope = makeRequestScope({
    correlationId: headerOf(request, CORRELATION_HEADER),
    traceparent: headerOf(request, TRACEPARENT_HEADER),
  });
  scopes.set(request, scope);
  return scope;
}

const notes = new WeakMap<FastifyRequest, Readonly<Record<string, string | undefined>>>();

/** Says what the line that the access log will have of the request tells besides; nothing of a person. */
export function noteForAccessLog(
  request: FastifyRequest,
  fields: Readonly<Record<string, string | undefined>>,
): void {
  notes.set(request, fields);
}

/** The span that the instrumentation made of the request knows no routes. */
function nameSpan({ method, routeOptions: { url = "unmatched" } }: FastifyRequest): void {
  trace.getActiveSpan()?.updateName(`${method} ${url}`).setAttribute("http.route", url);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
function requireHost({ raw }: FastifyRequest): void {
  const isNeeded = raw.httpVersion === "1.1";
  const count = raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host").length;
  if (count > 1 || (isNeeded && raw.headers.host === undefined)) {
    throw new AppError("VALIDATION_ERROR", "The request needs one Host header.");
  }
}

/** For whoever looks for requests that never end: those that do are in the access log. */
function logArrival(
  logger: Logger,
  { method, routeOptions: { url: route = "unmatched" } }: FastifyRequest,
): void {
  if (!QUIET_ROUTES.has(route)) logger.debug({ method, route }, "request received");
}

function logAccess(logger: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url ?? "unmatched";
  if (QUIET_ROUTES.has(route)) return;
  const status = reply.raw.writableEnded ? reply.statusCode : CLIENT_CLOSED_REQUEST;
  const durationMs = Math.round(reply.elapsedTime * 100) / 100;
  const line = { method: request.method, route, status, durationMs, ...notes.get(request) };
  logger.info(line, "request completed");
}

function answerError(logger: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const scope = scopeOf(request);
  runInScope(scope, () => {
    const known = fromRequestError(error, request);
    const { status, body } = errorBody(known, scope.correlationId);
    if (status >= 500) logger.error({ err: error }, "a request failed");
    else if (known instanceof AppError)
      logger.info({ code: known.code, cause: known.cause }, "refused a request");
    void reply
      .status(status)
      .header(CORRELATION_HEADER, scope.correlationId)
      .type("application/json")
      .send(body);
  });
}

function fromRequestError(error: unknown, request: FastifyRequest): unknown {
  // The client went away while sending: not our fault, and nobody reads the answer.
  if (error === request.raw.errored) return new AppError("VALIDATION_ERROR", undefined, { cause: error });
  return fromFrameworkError(error);
}
