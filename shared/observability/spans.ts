import {
  context,
  isSpanContextValid,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type SpanContext,
  type SpanOptions,
  type Tracer,
} from "@opentelemetry/api";

/** Gives spans of our own; without an SDK they are nothing. */
export function tracer(): Tracer {
  return trace.getTracer("clinic");
}

/** The identity of the span in whose work we are; undefined without one, and whenever tracing is off. */
export function activeSpanContext(): SpanContext | undefined {
  const found = trace.getActiveSpan()?.spanContext();
  return found !== undefined && isSpanContextValid(found) ? found : undefined;
}

/** W3C Trace Context header value of a span. */
export function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** The span that a `traceparent` names, which must be well-formed. */
export function spanContextOf(traceparent: string): SpanContext {
  const [, traceId = "", spanId = "", flags = ""] = traceparent.split("-");
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

/** Runs `work` within a new span, which ends with it and is an error when it rejects. */
export async function inSpan<T>(
  name: string,
  { parent = context.active(), ...options }: SpanOptions & { readonly parent?: Context },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = tracer().startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
