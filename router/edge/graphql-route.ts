import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { goneSignal } from "#shared/http/gone-signal.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import { noteForAccessLog } from "#shared/http/server.ts";
import { currentScope } from "#shared/observability/request-scope.ts";
import { errorBody } from "#shared/http/error-body.ts";
import { SESSION_COOKIE, type Authenticated, type Authenticator } from "../access/authenticate.ts";
import type { DocumentResolver } from "../documents/document-resolver.ts";
import type { Engine } from "../execution/engine.ts";
import {
  newOperationRecord,
  type OperationRecord,
  type RequestContext,
} from "../execution/request-context.ts";
import { rateLimitHeaders } from "../rate-limit/rate-limit-headers.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import { conditional } from "./conditional-answer.ts";
import { deprecationHeaders } from "./deprecation-headers.ts";
import { isForeignOrigin } from "./foreign-origin.ts";

/** What {@link registerGraphQLRoute} needs. */
export interface GraphQLRouteOptions {
  readonly authenticate: Authenticator;
  /** The engine for a request that begins now. */
  readonly engine: () => Engine;
  /** Longest time for a whole request. */
  readonly requestTimeoutMs: number;
  readonly metrics: Metrics;
  /** Null: nothing is limited. */
  readonly limiter: RateLimiter | null;
  /** Lets go of a session, by its hash, of which something may have changed. */
  readonly sessions: { readonly forget: (sessionHash: string) => void };
  /** Null: no document has an id. */
  readonly documents: DocumentResolver | null;
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
      void reply.header("cache-control", "private, no-store");
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
  const site = readHeader(request, "sec-fetch-site");
  if (options.pageOrigins !== null && isForeignOrigin({ origin, host, site }, options.pageOrigins))
    throw new AppError("AUTH_FORBIDDEN", "Pages of this origin may not send requests.");
  // Over, too, when the client has gone: what would be done for it is cancelled, down to the database.
  const deadline = new Deadline(options.requestTimeoutMs, goneSignal(reply));
  const { viewer, setCookies } = await identify(request, reply, options, deadline);
  const context: RequestContext = {
    viewer,
    clientAddress: request.ip,
    deadline,
    correlationId: currentScope()?.correlationId ?? null,
    setCookies: [...setCookies],
    extensions: new Map(),
    budget: options.limiter?.ofCaller(request.ip, viewer) ?? null,
    forgetSession: () => {
      if (viewer.sessionHash !== null) options.sessions.forget(viewer.sessionHash);
    },
    deprecations: [],
    caching: { etag: undefined },
    record,
    isRehearsal: false,
  };
  const result = await withinBudget(context, async () => {
    const sent = toGraphQLRequest(request);
    const resolved = await options.documents?.(sent, viewer);
    if (resolved?.retiring != null) context.deprecations.push(resolved.retiring);
    return options.engine().execute(resolved?.request ?? sent, context);
  });
  void reply.headers(deprecationHeaders(context.deprecations));
  if (context.budget !== null && options.limiter !== null) {
    void reply.headers(rateLimitHeaders(context.budget.balances(), options.limiter.settings.windowSeconds));
  }
  if (context.setCookies.length > 0) void reply.header("set-cookie", context.setCookies);
  return request.method === "GET" ? conditional(request, reply, result, context.caching) : result;
}

/** Who has nothing left is told so before a document is read, and what was refused without being read costs its share. */
async function withinBudget(
  context: RequestContext,
  work: () => Promise<HTTPGraphQLResponse>,
): Promise<HTTPGraphQLResponse> {
  const { budget } = context;
  try {
    budget?.assertNotEmpty();
  } catch (error) {
    return refusal(error, context);
  }
  const answer = await work().catch(async (error: unknown) => {
    // Only what is refused before the engine sees it: that never rejects.
    await budget?.settle({ data: undefined, hasErrors: true });
    return refusal(error, context);
  });
  await budget?.settle({ data: undefined, hasErrors: true });
  return answer;
}

function refusal(error: unknown, { budget, correlationId, record }: RequestContext): HTTPGraphQLResponse {
  const { status, body } = errorBody(error, correlationId ?? "");
  record.errorCode = body.errors[0].extensions.code;
  const extensions = budget === null ? {} : { extensions: { cost: budget.report() } };
  const headers = new HeaderMap([["content-type", "application/json; charset=utf-8"]]);
  return {
    status,
    headers,
    body: { kind: "complete", string: JSON.stringify({ ...body, ...extensions }) },
  };
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

/** Asks who it is, unless too many credentials from there have been none: then auth is not asked. */
async function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate, limiter }: GraphQLRouteOptions,
  deadline: Deadline,
): Promise<Authenticated> {
  const { authorization } = request.headers;
  const sessionId = request.cookies[SESSION_COOKIE];
  const isClaiming = authorization !== undefined || sessionId !== undefined;
  const attempts = isClaiming ? limiter?.ofCredentials(request.ip) : undefined;
  try {
    attempts?.assertNotEmpty();
    const authenticated = await authenticate({ authorization, sessionId }, deadline);
    // A session that waits for its second factor speaks for nobody, and is one all the same.
    const { kind, sessionHash } = authenticated.viewer;
    if (kind === "ANONYMOUS" && sessionHash === null) await attempts?.chargeAfterwards(1);
    return authenticated;
  } catch (error) {
    if (error instanceof AppError && error.code === "AUTH_UNAUTHENTICATED") {
      // https://www.rfc-editor.org/rfc/rfc6750#section-3
      void reply.header("www-authenticate", 'Bearer error="invalid_token"');
      await attempts?.chargeAfterwards(1);
    }
    if (attempts !== undefined && limiter !== null) {
      void reply.headers(rateLimitHeaders(attempts.balances(), limiter.settings.windowSeconds));
    }
    throw error;
  }
}

function readHeader({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
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
