import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { FastifyReply } from "fastify";
import { TraceFlags } from "@opentelemetry/api";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { activeSpanContext } from "#shared/observability/spans.ts";
import { executeIn, measured, type GraphQLRouteOptions } from "../edge/graphql-route.ts";
import type { ExplorerOperation, ExplorerRun, Purpose } from "./explorer-api.ts";
import type { ExplorerCaller } from "./explorer-door.ts";
import type { ExplorerModel } from "./explorer-model.ts";
import { AMPLE_BUDGET } from "./preflight.ts";

const extensionsSchema = z.record(z.string(), z.unknown());
const resultSchema: z.ZodType<ExplorerRun["result"]> = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullable().exactOptional(),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).exactOptional(),
        extensions: extensionsSchema,
      }),
    )
    .exactOptional(),
  extensions: extensionsSchema.exactOptional(),
});
const ADDRESS = "/explorer/api/run";

/** `extensions.cost` of an answer. */
const costSchema = z.object({ actual: z.number(), remaining: z.number(), resetSeconds: z.number() });

/** What {@link runOperation} needs beside the operation. */
export interface RunOptions {
  readonly reply: FastifyReply;
  readonly model: ExplorerModel;
  readonly purpose: Purpose | null;
  readonly route: GraphQLRouteOptions;
}

/**
 * Runs an operation as `/graphql` would, and tells what it took.
 * @throws AppError `VALIDATION_ERROR` for one of which it cannot be told what it takes, `AUTH_FORBIDDEN` for a change by who only
 *   reads, `PURPOSE_NEEDED` for patients' data before a purpose was declared
 */
export async function runOperation(
  operation: ExplorerOperation,
  caller: ExplorerCaller,
  { reply, model, purpose, route }: RunOptions,
): Promise<ExplorerRun> {
  assertMayRun(operation, caller, model, purpose);
  const startedAt = performance.now();
  const { context } = caller;
  const answer = await measured(route.metrics, { route: ADDRESS, record: context.record }, () =>
    executeIn(context, toRequest(operation), reply, route),
  );
  const durationMs = Math.round(performance.now() - startedAt);
  const text = answer.body.kind === "complete" ? answer.body.string : "{}";
  const result = resultSchema.parse(JSON.parse(text));
  const { actual, ...budget } = costSchema.safeParse(result.extensions?.["cost"]).data ?? {
    actual: 0,
    ...caller.budget(),
  };
  return {
    result,
    report: {
      status: answer.status ?? 200,
      cost: actual,
      budget,
      correlationId: context.correlationId ?? "",
      traceId: recordedTraceId(),
      durationMs,
      calls: context.record.calls,
    },
  };
}

/** What only holds at the explorer; the rest is judged when it is executed. */
function assertMayRun(
  operation: ExplorerOperation,
  { user: { viewer }, mayMutate }: ExplorerCaller,
  { preflight }: ExplorerModel,
  purpose: Purpose | null,
): void {
  const known = preflight(operation, { viewer, mayMutate, purpose, budget: AMPLE_BUDGET });
  if (known.operation === null)
    throw new AppError("VALIDATION_ERROR", "It cannot be told what it takes: the pre-flight says why.");
  if (known.operation.kind === "mutation" && !mayMutate)
    throw new AppError("AUTH_FORBIDDEN", "Your roles only read here.");
  if (known.refusals.some(({ code }) => code === "PURPOSE_NEEDED")) throw new AppError("PURPOSE_NEEDED");
}

/** An operation as `/graphql` takes it. */
export function toRequest({ query, operationName, variables = {} }: ExplorerOperation): HTTPGraphQLRequest {
  const headers = new HeaderMap([
    ["content-type", "application/json"],
    ["accept", "application/graphql-response+json"],
  ]);
  const body = { query, variables, ...(operationName !== undefined && { operationName }) };
  return { method: "POST", headers, search: "", body };
}

/** Of the span that serves the request, when somebody records it. */
function recordedTraceId(): string | null {
  const span = activeSpanContext();
  return span !== undefined && (span.traceFlags & TraceFlags.SAMPLED) !== 0 ? span.traceId : null;
}
