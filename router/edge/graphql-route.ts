import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "#shared/errors/app-error.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import { noteForAccessLog } from "#shared/http/server.ts";
import { errorBody } from "#shared/http/error-body.ts";
import type { DocumentResolver } from "../documents/document-resolver.ts";
import type { Engine } from "../execution/engine.ts";
import {
  newOperationRecord,
  type OperationRecord,
  type RequestContext,
} from "../execution/request-context.ts";
import { addCallerHeaders, admit, type AdmissionOptions } from "./admission.ts";
import { conditional } from "./conditional-answer.ts";
import { deprecationHeaders } from "./deprecation-headers.ts";

/** What {@link registerGraphQLRoute} needs, and who else executes operations. */
export interface GraphQLRouteOptions extends AdmissionOptions {
  /** The engine for a request that begins now. */
  readonly engine: () => Engine;
  readonly metrics: Metrics;
  /** Null: no document has an id. */
  readonly documents: DocumentResolver | null;
}

const PATH = "/graphql";

/** Serves `/graphql`: POST, and GET for queries. Needs the plugin `@fastify/cookie`. */
export function registerGraphQLRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  app.route({
    method: ["GET", "POST"],
    url: PATH,
    exposeHeadRoute: false,
    // Before the body is read, so that refusals of the body have it too.
    onRequest: (_request, reply, done) => {
      void reply.header("cache-control", "private, no-store");
      done();
    },
    handler: async (request, reply) => {
      const record = newOperationRecord();
      const sent = toGraphQLRequest(request);
      const answered = measured(options.metrics, { route: PATH, record }, () =>
        executeFor(request, reply, { sent, record }, options),
      );
      const answer = await answered.finally(() => {
        noteForAccessLog(request, { operation: record.operation, code: record.errorCode });
      });
      return sendAnswer(reply, answer);
    },
  });
}

/** An operation as it is to be judged and executed, and where to note what became of it. */
interface SentOperation {
  readonly sent: HTTPGraphQLRequest;
  readonly record: OperationRecord;
}

/**
 * Executes an operation for whoever sent `request`, within that caller's budget; what is refused is answered, too.
 * @throws AppError when the page may send nothing, or it cannot be found out who asks
 */
export async function executeFor(
  request: FastifyRequest,
  reply: FastifyReply,
  { sent, record }: SentOperation,
  options: GraphQLRouteOptions,
): Promise<HTTPGraphQLResponse> {
  const context = await admit(request, reply, options, record);
  const result = await executeIn(context, sent, reply, options);
  return request.method === "GET" ? conditional(request, reply, result, context.caching) : result;
}

/** As {@link executePaid}, with the headers that the answer to a request has. Never rejects. */
export async function executeIn(
  context: RequestContext,
  sent: HTTPGraphQLRequest,
  reply: FastifyReply,
  options: Pick<GraphQLRouteOptions, "documents" | "engine" | "limiter">,
): Promise<HTTPGraphQLResponse> {
  const result = await executePaid(context, sent, options);
  void reply.headers(deprecationHeaders(context.deprecations));
  addCallerHeaders(reply, context, options.limiter);
  return result;
}

/** Executes an operation for a caller who was admitted, within the budget; what is refused is answered, too. Never rejects. */
export function executePaid(
  context: RequestContext,
  sent: HTTPGraphQLRequest,
  options: Pick<GraphQLRouteOptions, "documents" | "engine">,
): Promise<HTTPGraphQLResponse> {
  return withinBudget(context, async () => {
    const { documents } = options;
    const resolved = documents && (await context.deadline.race(documents(sent, context.viewer)));
    context.isTrusted = resolved?.isTrusted ?? false;
    if (resolved?.retiring != null) context.deprecations.push(resolved.retiring);
    return options.engine().execute(resolved?.request ?? sent, context);
  });
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

/**
 * Runs `work` and tells `metrics` what became of it; a refusal without a code of its own is told by its status.
 * @param record of the operation that `work` executes @param route see `RequestMeasurement`
 */
export async function measured(
  metrics: Metrics,
  { route, record }: { readonly route: string; readonly record: OperationRecord },
  work: () => Promise<HTTPGraphQLResponse>,
): Promise<HTTPGraphQLResponse> {
  const startedAt = performance.now();
  const done = (httpStatus: number, errorCode: string | undefined): void => {
    const { operation, kind } = record;
    const durationMs = performance.now() - startedAt;
    metrics.requestDone({ route, operation, kind, errorCode, httpStatus, durationMs });
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

/** Sends what {@link executeFor} answered. */
export function sendAnswer(
  reply: FastifyReply,
  { status, headers, body }: HTTPGraphQLResponse,
): FastifyReply {
  for (const [name, value] of headers) void reply.header(name, value);
  void reply.code(status ?? 200);
  // Only incremental delivery, which the gateway does not know, would answer in chunks.
  return reply.send(body.kind === "complete" ? body.string : "");
}
