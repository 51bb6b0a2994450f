import { AppError } from "#shared/errors/app-error.ts";
import { isCallerGone } from "#shared/http/gone-signal.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { RequestContext } from "../execution/request-context.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { readSubgraphAnswer, type SubgraphAnswer, type SubgraphError } from "./subgraph-answer.ts";

/** The only subgraph whose answers may set cookies, whose changes may be of the session itself, and that is told where the client called from. */
const AUTH = "auth";
/** Extensions of subgraph answers that reach the client. */
const FORWARDED_EXTENSIONS = ["degraded", "idempotency"] as const;

/** What {@link callSubgraph} needs. */
export interface SubgraphCall {
  /** Name of the subgraph. */
  readonly name: string;
  readonly call: ServiceCaller;
  /** The GraphQL request in JSON. */
  readonly body: string;
  readonly request: RequestContext;
  readonly logger: Logger;
}

/**
 * Sends one fetch to its subgraph. Never rejects: a subgraph that is down, late or talks nonsense has brought no data
 * and an error without path.
 */
export async function callSubgraph({
  name,
  call,
  body,
  request,
  logger,
}: SubgraphCall): Promise<SubgraphAnswer> {
  const { viewer, deadline, clientAddress } = request;
  const isAuth = name === AUTH;
  const startedAt = performance.now();
  try {
    const told = isAuth ? { clientAddress } : {};
    const response = await call({ method: "POST", path: "/graphql", body, viewer, deadline, ...told });
    const answer = readSubgraphAnswer(response);
    if (isAuth) request.setCookies.push(...response.setCookies);
    collectExtensions(answer, request.extensions);
    logForeignErrors(name, answer.errors, logger);
    return answer;
  } catch (error) {
    logger[isCallerGone(error) ? "debug" : "error"](
      { err: error, subgraph: name },
      "a subgraph gave no answer",
    );
    const { code, message } = error instanceof AppError ? error : new AppError("INTERNAL");
    return {
      data: null,
      errors: [{ code, message, path: undefined, fields: [], foreignCode: undefined }],
      extensions: {},
    };
  } finally {
    request.record.calls.push({ subgraph: name, durationMs: Math.round(performance.now() - startedAt) });
    // Also when no answer came: it may have been done all the same. Before the client hears of it, who then asks at once.
    if (isAuth && request.record.kind === "mutation") request.forgetSession();
  }
}

function logForeignErrors(subgraph: string, errors: readonly SubgraphError[], logger: Logger): void {
  const foreign = errors.filter(({ foreignCode }) => foreignCode !== undefined);
  if (foreign.length === 0) return;
  logger.error(
    { subgraph, errors: foreign.map(({ message, foreignCode }) => ({ message, foreignCode })) },
    "a subgraph answered with errors that are not of the catalogue",
  );
}

function collectExtensions({ extensions }: SubgraphAnswer, collected: Map<string, unknown>): void {
  for (const name of FORWARDED_EXTENSIONS) {
    const value = extensions[name];
    if (value === undefined) continue;
    collected.set(name, joined(collected.get(name), value));
  }
}

/** Lists of several subgraphs become one; of anything else the last one counts. */
function joined(earlier: unknown, value: unknown): unknown {
  if (!Array.isArray(earlier) || !Array.isArray(value)) return value;
  const all: readonly unknown[] = earlier.concat(value);
  return all;
}
