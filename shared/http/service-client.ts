import { errors, Pool, type Dispatcher } from "undici";
import { AppError } from "../errors/app-error.ts";
import type { ServiceHandler, ServiceRequest, ServiceResponse } from "./service-call.ts";

/** What {@link createHttpServiceClient} needs. */
export interface ServiceClientOptions {
  /** Where the service listens, e.g. `http://localhost:4002`; a path in it goes before that of each request. */
  readonly baseUrl: string;
  /** Connections kept at most; further calls wait for one. */
  readonly connections?: number;
  /** An idle connection is closed after this long; must be shorter than the server's (72 s), which wins a race. */
  readonly keepAliveTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /** Longest silence of the service, before and within an answer. Callers usually abort earlier, by `signal`. */
  readonly silenceTimeoutMs?: number;
  readonly maxResponseBytes?: number;
}

/** Calls one service over HTTP. */
export interface HttpServiceClient {
  /**
   * Sends one call. Rejects with an AppError, the fault itself in `cause`:
   * `DEADLINE_EXCEEDED` when `signal` was aborted, `DEPENDENCY_UNAVAILABLE` when no whole answer came, `INTERNAL` when
   * the request could not be sent as it is. Any answer, also a 5xx, resolves.
   */
  readonly handle: ServiceHandler;
  /** Lets running calls end, then closes the connections. */
  close(): Promise<void>;
}

const TEN_MEBIBYTES = 10_485_760;

// https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 and the length, which is that of the text on the wire.
const HOP_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
  "set-cookie",
]);

/** A pool of keep-alive connections to one service. */
export function createHttpServiceClient(options: ServiceClientOptions): HttpServiceClient {
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, "");
  const silenceTimeoutMs = options.silenceTimeoutMs ?? 30_000;
  const keepAliveTimeoutMs = options.keepAliveTimeoutMs ?? 30_000;
  const pool = new Pool(base.origin, {
    connections: options.connections ?? 16,
    pipelining: 1,
    keepAliveTimeout: keepAliveTimeoutMs,
    // Without it the hint in the server's answers would win.
    keepAliveMaxTimeout: keepAliveTimeoutMs,
    connect: { timeout: options.connectTimeoutMs ?? 2_000 },
    headersTimeout: silenceTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
    maxResponseSize: options.maxResponseBytes ?? TEN_MEBIBYTES,
  });
  return {
    handle: async (request) => {
      try {
        return await call(pool, `${prefix}${request.path}`, request);
      } catch (error) {
        throw toAppError(error, request.signal);
      }
    },
    close: () => pool.close(),
  };
}

async function call(pool: Pool, path: string, request: ServiceRequest): Promise<ServiceResponse> {
  const response = await pool.request({
    path,
    method: request.method,
    headers: request.headers,
    body: request.method === "GET" ? null : request.body,
    signal: request.signal ?? null,
  });
  return {
    status: response.statusCode,
    headers: singleHeaders(response.headers),
    setCookies: [response.headers["set-cookie"] ?? []].flat(),
    body: await response.body.text(),
  };
}

function singleHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_HEADERS.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, [value ?? []].flat().join(", ")]));
}

function toAppError(error: unknown, signal: AbortSignal | undefined): AppError {
  if (signal?.aborted === true) return new AppError("DEADLINE_EXCEEDED", undefined, { cause: error });
  const isOurFault = error instanceof errors.InvalidArgumentError;
  return new AppError(isOurFault ? "INTERNAL" : "DEPENDENCY_UNAVAILABLE", undefined, { cause: error });
}
