import {
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Span,
} from "@opentelemetry/api";
import { activeSpanContext, inSpan } from "../observability/spans.ts";
import type { ServiceHandler, ServiceRequest, ServiceResponse } from "./service-call.ts";

/**
 * Calls a subgraph that is in this process so that a trace looks as it does over TCP: a client span, whose
 * `traceparent` is in the headers, and a server span that knows of the other by that header only.
 */
export function createInProcessTransport(handle: ServiceHandler): ServiceHandler {
  return (request) => {
    // Tracing is off, or nothing is being traced: the headers are as they were given.
    if (activeSpanContext() === undefined) return handle(request);
    return inSpan(
      request.method,
      { kind: SpanKind.CLIENT, attributes: { "http.request.method": request.method } },
      async (span) => {
        const headers = { ...request.headers };
        propagation.inject(context.active(), headers, defaultTextMapSetter);
        const response = await serve({ ...request, headers }, handle);
        noteStatus(span, response, 400);
        return response;
      },
    );
  };
}

function serve(request: ServiceRequest, handle: ServiceHandler): Promise<ServiceResponse> {
  const { method, path, headers } = request;
  return inSpan(
    `${method} ${path}`,
    {
      kind: SpanKind.SERVER,
      parent: propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter),
      attributes: { "http.request.method": method, "http.route": path },
    },
    async (span) => {
      const response = await handle(request);
      noteStatus(span, response, 500);
      return response;
    },
  );
}

/** A caller's request that is refused is an error to the caller and none to the one who refused it. */
function noteStatus(span: Span, { status }: ServiceResponse, firstErrorStatus: number): void {
  span.setAttribute("http.response.status_code", status);
  if (status >= firstErrorStatus) span.setStatus({ code: SpanStatusCode.ERROR });
}
