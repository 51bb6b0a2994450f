import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { goneSignal } from "#shared/http/gone-signal.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import { noteForAccessLog } from "#shared/http/server.ts";
import { currentScope } from "#shared/observability/request-scope.ts";
import { SESSION_COOKIE, type Authenticated, type Authenticator } from "../access/authenticate.ts";
import type { Engine } from "../execution/engine.ts";
import {
  newOperationRecord,
  type OperationRecord,
  type RequestContext,
} from "../execution/request-context.ts";
import { isForeignOrigin } from "./foreign-origin.ts";

/** What {@link registerGraphQLRoute} needs. */
export interface GraphQLRouteOptions {
  readonly authenticate: Authenticator;
  /** The engine for a request that begins now. */
  readonly engine: () => Engine;
  /** Longest time for a whole request. */
  readonly requestTimeoutMs: number;
  readonly metrics: Metrics;
  /** Told the hash of a session of which something may have changed. */
  readonly forgetSession: (sessionHash: string) => void;
  /** Origins whose pages may send requests, besides those of this host; null for any. */
  readonly pageOrigins: readonly string[] | null;
}

/** Serves `/graphql`: POST, and GET for queries. Needs the plugin `@fastify/cookie`. */
export function registerGraphQLRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    exposeHeadRoute: false,
    // Before the body is read, so that refusals of the body have it too.
    onRequest: (_request, reply, done) => {
      void reply.header("cache-control", "no-store");
      done();
    },
    handler: async (request, reply) => {
      const record = newOperationRecord();
      const answered = measured(options.metrics, record, () => execute(request, reply, record, options));
      const answer = await answered.finally(() => {
        noteForAccessLog(request, { operation: record.operation, code: record.errorCode });
      });
      return send(reply, answer);
    },
  });
}

async function execute(
  request: FastifyRequest,
  reply: FastifyReply,
  record: OperationRecord,
  options: GraphQLRouteOptions,
): Promise<HTTPGraphQLResponse> {
  const { origin, host } = request.headers;
  if (options.pageOrigins !== null && isForeignOrigin({ origin, host }, options.pageOrigins))
    throw new AppError("AUTH_FORBIDDEN", "Pages of this origin may not send requests.");
  // Over, too, when the client has gone: what would be done for it is cancelled, down to the database.
  const deadline = new Deadline(options.requestTimeoutMs, goneSignal(reply));
  const { viewer, setCookies } = await identify(request, reply, options.authenticate, deadline);
  const context: RequestContext = {
    viewer,
    clientAddress: request.ip,
    deadline,
    correlationId: currentScope()?.correlationId ?? null,
    setCookies: [...setCookies],
    extensions: new Map(),
    forgetSession: () => {
      if (viewer.sessionHash !== null) options.forgetSession(viewer.sessionHash);
    },
    record,
  };
  const result = await options.engine().execute(toGraphQLRequest(request), context);
  if (context.setCookies.length > 0) void reply.header("set-cookie", context.setCookies);
  return result;
}

/** Runs `work` and tells `metrics` what became of it; a refusal without a code of its own is told by its status. */
async function measured(
  metrics: Metrics,
  record: OperationRecord,
  work: () => Promise<HTTPGraphQLResponse>,
): Promise<HTTPGraphQLResponse> {
  const startedAt = performance.now();
  const done = (httpStatus: number, errorCode: string | undefined): void => {
    const { operation, kind } = record;
    const durationMs = performance.now() - startedAt;
    metrics.requestDone({ operation, kind, errorCode, httpStatus, durationMs });
  };
  try {
    const answer = await work();
    const { status = 200 } = answer;
    done(status, record.errorCode ?? (status >= 400 ? String(status) : undefined));
    return answer;
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError("INTERNAL");
    done(known.status, known.code);
    throw error;
  }
}

async function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  authenticate: Authenticator,
  deadline: Deadline,
): Promise<Authenticated> {
  const { authorization } = request.headers;
  try {
    return await authenticate({ authorization, sessionId: request.cookies[SESSION_COOKIE] }, deadline);
  } catch (error) {
    if (error instanceof AppError && error.code === "AUTH_UNAUTHENTICATED") {
      // https://www.rfc-editor.org/rfc/rfc6750#section-3
      void reply.header("www-authenticate", 'Bearer error="invalid_token"');
    }
    throw error;
  }
}

function toGraphQLRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const queryStart = request.url.indexOf("?");
  return {
    method: request.method,
    headers,
    search: queryStart < 0 ? "" : request.url.slice(queryStart),
    body: request.body,
  };
}

function send(reply: FastifyReply, { status, headers, body }: HTTPGraphQLResponse): FastifyReply {
  for (const [name, value] of headers) void reply.header(name, value);
  void reply.code(status ?? 200);
  // Only incremental delivery, which the gateway does not know, would answer in chunks.
  return reply.send(body.kind === "complete" ? body.string : "");
}
