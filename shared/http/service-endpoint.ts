import { trace } from "@opentelemetry/api";
import { verifyViewer, type ViewerKeyRing } from "../auth/signed-viewer.ts";
import type { Viewer } from "../auth/viewer.ts";
import { AppError } from "../errors/app-error.ts";
import type { Logger } from "../logging/logger.ts";
import { runInOperation } from "../observability/operation-scope.ts";
import { makeRequestScope, runInScope } from "../observability/request-scope.ts";
import type { Clock } from "../time/clock.ts";
import { Deadline } from "./deadline.ts";
import { errorBody } from "./error-body.ts";
import { isCallerGone } from "./gone-signal.ts";
import {
  CORRELATION_HEADER,
  DEADLINE_HEADER,
  jsonResponse,
  TRACEPARENT_HEADER,
  VIEWER_HEADER,
  type ServiceHandler,
  type ServiceRequest,
  type ServiceResponse,
} from "./service-call.ts";

/** A call whose signature held. */
export interface ServiceCall {
  readonly viewer: Viewer;
  readonly deadline: Deadline;
  readonly correlationId: string;
  /** IP address that the client called from; null when the caller did not say. Only auth is told. */
  readonly clientAddress: string | null;
  readonly request: ServiceRequest;
}

/** Answers one path of a subgraph. */
export type ServiceRoute = (call: ServiceCall) => Promise<ServiceResponse>;

/** What {@link createServiceEndpoint} needs. */
export interface ServiceEndpointOptions {
  /** Name of the subgraph: the audience a signature must be for. */
  readonly audience: string;
  readonly keys: ViewerKeyRing;
  readonly routes: Readonly<Record<string, ServiceRoute>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A call that names no deadline is given this long. */
const DEFAULT_DEADLINE_MS = 10_000;
const LONGEST_DEADLINE_MS = 120_000;

/**
 * The door of a subgraph, the same for both transports: verifies the signed viewer, restores correlation id and
 * deadline, and dispatches by path. Never rejects: a fault becomes an answer with a catalogue code.
 */
export function createServiceEndpoint(options: ServiceEndpointOptions): ServiceHandler {
  const routes = new Map(Object.entries(options.routes));
  return (request) => {
    trace.getActiveSpan()?.setAttribute("clinic.subgraph", options.audience);
    const scope = makeRequestScope({
      correlationId: request.headers[CORRELATION_HEADER],
      traceparent: request.headers[TRACEPARENT_HEADER],
    });
    return runInScope(scope, async () => {
      try {
        return await dispatch(request, routes, options, scope.correlationId);
      } catch (error) {
        const { status, body } = errorBody(error, scope.correlationId);
        const level = isCallerGone(error) ? "debug" : "error";
        if (status >= 500) options.logger[level]({ err: error, path: request.path }, "a service call failed");
        return jsonResponse(status, body);
      }
    });
  };
}

async function dispatch(
  request: ServiceRequest,
  routes: ReadonlyMap<string, ServiceRoute>,
  options: ServiceEndpointOptions,
  correlationId: string,
): Promise<ServiceResponse> {
  const verified = verifyViewer({
    header: request.headers[VIEWER_HEADER],
    audience: options.audience,
    body: request.body,
    keys: options.keys,
    clock: options.clock,
  });
  if (!verified.ok) {
    options.logger.warn(
      { problem: verified.problem, path: request.path },
      "refused an unsigned service call",
    );
    throw new AppError("AUTH_UNAUTHENTICATED", "The caller is not known here.");
  }
  const route = routes.get(request.path);
  if (route === undefined) throw new AppError("RESOURCE_NOT_FOUND");
  // The path itself, now that it is known to be one of ours, where HTTP knows a pattern.
  trace
    .getActiveSpan()
    ?.updateName(`${request.method} ${request.path}`)
    .setAttribute("http.route", request.path);
  const deadline = new Deadline(readDeadlineMs(request.headers[DEADLINE_HEADER]), request.signal);
  const { viewer, clientAddress } = verified;
  const call = { viewer, clientAddress, deadline, correlationId, request };
  return deadline.race(runInOperation(request.path, () => route(call)));
}

function readDeadlineMs(header: string | undefined): number {
  const milliseconds = Number(header ?? DEFAULT_DEADLINE_MS);
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 1) throw new AppError("DEADLINE_EXCEEDED");
  return Math.min(milliseconds, LONGEST_DEADLINE_MS);
}
