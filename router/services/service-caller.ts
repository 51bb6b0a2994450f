import { signViewer, type ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import {
  CORRELATION_HEADER,
  DEADLINE_HEADER,
  TRACEPARENT_HEADER,
  VIEWER_HEADER,
  type ServiceHandler,
  type ServiceRequest,
  type ServiceResponse,
} from "#shared/http/service-call.ts";
import { NO_METRICS, type Metrics } from "#shared/observability/metrics.ts";
import { currentScope } from "#shared/observability/request-scope.ts";
import { activeSpanContext } from "#shared/observability/spans.ts";
import type { Clock } from "#shared/time/clock.ts";

/** One call to a service, before it is signed. */
export interface OutgoingCall {
  readonly method: ServiceRequest["method"];
  /** Path without host and query string. */
  readonly path: string;
  readonly body: string;
  readonly viewer: Viewer;
  /** IP address of the client, for who is to know it. */
  readonly clientAddress?: string;
  /** Of the client's request; the call gets what is left of it, at most the caller's own timeout. */
  readonly deadline: Deadline;
  /** Header names in lower case; default: JSON in and out. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Calls one service.
 * @throws AppError `DEADLINE_EXCEEDED` when the time is over, `DEPENDENCY_UNAVAILABLE` when no answer comes, and
 *   whatever AppError the transport has
 */
export type ServiceCaller = (call: OutgoingCall) => Promise<ServiceResponse>;

/** What {@link createServiceCaller} needs. */
export interface ServiceCallerOptions {
  /** Name of the service: the audience of the signature. */
  readonly name: string;
  readonly handle: ServiceHandler;
  /** Null for services that are not ours (open profile): nothing is signed. */
  readonly keys: ViewerKeyRing | null;
  /** Longest time for one call. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly metrics?: Metrics;
}

const JSON_HEADERS = { "content-type": "application/json", accept: "application/json" } as const;

/** The router's side of every service call: signature, correlation, deadline. The same for both transports. */
export function createServiceCaller(options: ServiceCallerOptions): ServiceCaller {
  const { name: subgraph, metrics = NO_METRICS } = options;
  return async (call) => {
    const startedAt = performance.now();
    let errorCode: string | undefined;
    try {
      const response = await send(call, options);
      if (response.status >= 400) errorCode = String(response.status);
      return response;
    } catch (error) {
      errorCode = error instanceof AppError ? error.code : "INTERNAL";
      throw error;
    } finally {
      metrics.subgraphCallDone({ subgraph, errorCode, durationMs: performance.now() - startedAt });
    }
  };
}

async function send(call: OutgoingCall, options: ServiceCallerOptions): Promise<ServiceResponse> {
  const leftMs = call.deadline.remainingMs();
  if (leftMs < 1) throw new AppError("DEADLINE_EXCEEDED");
  const timeoutMs = Math.min(options.timeoutMs, leftMs);
  const deadline = new Deadline(timeoutMs, call.deadline.signal);
  const request: ServiceRequest = {
    method: call.method,
    path: call.path,
    headers: makeHeaders(call, options, timeoutMs),
    body: call.body,
    signal: deadline.signal,
  };
  try {
    return await deadline.race(options.handle(request));
  } catch (error) {
    // An aborted transport may reject before the deadline does: both mean the same.
    if (deadline.signal.aborted) throw new AppError("DEADLINE_EXCEEDED", undefined, { cause: error });
    if (error instanceof AppError) throw error;
    throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: error });
  }
}

function makeHeaders(
  call: OutgoingCall,
  options: ServiceCallerOptions,
  timeoutMs: number,
): Readonly<Record<string, string>> {
  const scope = currentScope();
  return {
    ...(call.headers ?? JSON_HEADERS),
    [DEADLINE_HEADER]: String(timeoutMs),
    ...(scope && { [CORRELATION_HEADER]: scope.correlationId }),
    // With tracing on each transport sets that of its own span; two would be none.
    ...(scope && activeSpanContext() === undefined && { [TRACEPARENT_HEADER]: scope.traceparent }),
    ...(options.keys && {
      [VIEWER_HEADER]: signViewer({
        viewer: call.viewer,
        audience: options.name,
        body: call.body,
        keys: options.keys,
        now: options.clock(),
        clientAddress: call.clientAddress,
      }),
    }),
  };
}
