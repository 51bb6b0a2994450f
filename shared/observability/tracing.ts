import { diag, DiagLogLevel, type Context, type TextMapPropagator } from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { GraphQLInstrumentation } from "@opentelemetry/instrumentation-graphql";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { REVOCATIONS_PATH } from "../http/service-call.ts";
import { createLogger } from "../logging/logger.ts";
import type { TelemetryConfig } from "./config.ts";
import { PrivateSpanExporter } from "./private-span-exporter.ts";

const TRACEPARENT = "traceparent";
/** Asked every few seconds by supervisors and routers, whatever happens: never worth a trace. */
const PROBES: ReadonlySet<string | undefined> = new Set(["/livez", "/readyz", "/metrics", REVOCATIONS_PATH]);

/**
 * Starts the SDK with the instrumentations of this system: HTTP servers, undici, GraphQL. Statements of Postgres, calls
 * within the process and messages have spans of our own.
 * @returns what sends the last spans and ends it
 */
export function startTracing({ serviceName }: TelemetryConfig): () => Promise<void> {
  const logger = createLogger({ service: "telemetry", level: "warn" });
  const log = (message: string): void => logger.warn(message);
  const none = (): void => undefined;
  diag.setLogger({ error: log, warn: log, info: none, debug: none, verbose: none }, DiagLogLevel.WARN);
  // Only what the operator says in OTEL_RESOURCE_ATTRIBUTES: the other detectors tell command line and user of the
  // process, or ask clouds for an answer.
  const resource = defaultResource()
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes({ "service.name": serviceName }));
  const spanProcessors = [new BatchSpanProcessor(new PrivateSpanExporter(new OTLPTraceExporter()))];
  const provider = new NodeTracerProvider({ resource, spanProcessors });
  provider.register({ propagator: new TraceparentPropagator() });
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => PROBES.has(url?.split("?", 1)[0]),
        disableOutgoingRequestInstrumentation: true,
      }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
      new GraphQLInstrumentation({ ignoreResolveSpans: true }),
    ],
  });
  return () => provider.shutdown();
}

type Carrier = Parameters<TextMapPropagator["inject"]>[1];
type Setter = Parameters<TextMapPropagator["inject"]>[2];
type Getter = Parameters<TextMapPropagator["extract"]>[2];

/**
 * W3C Trace Context without `tracestate`, and no baggage: whoever calls us may join its trace to ours, and put nothing
 * else into what we export or send on.
 */
class TraceparentPropagator implements TextMapPropagator {
  readonly #w3c = new W3CTraceContextPropagator();

  inject(context: Context, carrier: Carrier, setter: Setter): void {
    this.#w3c.inject(context, carrier, {
      set: (target, key, value) => {
        if (key === TRACEPARENT) setter.set(target, key, value);
      },
    });
  }

  extract(context: Context, carrier: Carrier, getter: Getter): Context {
    return this.#w3c.extract(context, carrier, {
      keys: () => [TRACEPARENT],
      get: (source, key) => (key === TRACEPARENT ? getter.get(source, key) : undefined),
    });
  }

  fields(): string[] {
    return [TRACEPARENT];
  }
}
