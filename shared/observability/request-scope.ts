import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes, randomUUID } from "node:crypto";
import { activeSpanContext, traceparentOf } from "./spans.ts";

/** What every log line, error and outgoing call of one client request shares. */
export interface RequestScope {
  readonly correlationId: string;
  /** W3C Trace Context header value. */
  readonly traceparent: string;
  /** The 32 hex digits of {@link traceparent}. */
  readonly traceId: string;
}

const storage = new AsyncLocalStorage<RequestScope>();

// Letters, digits and the separators that identifiers use: nothing that could forge a log line or a header.
const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;
// https://www.w3.org/TR/trace-context/#traceparent-header-field-values; all-zero ids are invalid.
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Makes the scope of a request from its headers: a well-formed correlation id or `traceparent` is kept, anything
 * else is replaced by a new one. Within a span (tracing is on) the trace is the span's, which has looked at the header.
 */
export function makeRequestScope(headers: {
  readonly correlationId?: string | undefined;
  readonly traceparent?: string | undefined;
}): RequestScope {
  const correlationId =
    headers.correlationId !== undefined && CORRELATION_ID.test(headers.correlationId)
      ? headers.correlationId
      : randomUUID();
  const span = activeSpanContext();
  if (span !== undefined) return { correlationId, traceparent: traceparentOf(span), traceId: span.traceId };
  const traceId = headers.traceparent === undefined ? undefined : TRACEPARENT.exec(headers.traceparent)?.[1];
  if (traceId !== undefined && headers.traceparent !== undefined) {
    return { correlationId, traceparent: headers.traceparent, traceId };
  }
  const newTraceId = randomBytes(16).toString("hex");
  return {
    correlationId,
    traceparent: `00-${newTraceId}-${randomBytes(8).toString("hex")}-01`,
    traceId: newTraceId,
  };
}

/** Runs `work` within `scope`, which follows every promise and timer it starts. */
export function runInScope<T>(scope: RequestScope, work: () => T): T {
  return storage.run(scope, work);
}

/** The `traceparent` to hand on from here: of the span at work, else of the request; undefined outside of both. */
export function currentTraceparent(): string | undefined {
  const span = activeSpanContext();
  return span === undefined ? currentScope()?.traceparent : traceparentOf(span);
}

/** The scope of the request being served, or undefined outside of one. */
export function currentScope(): RequestScope | undefined {
  return storage.getStore();
}
