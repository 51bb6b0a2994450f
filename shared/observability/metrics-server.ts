import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { AggregationTemporality, InstrumentType, MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Logger } from "../logging/logger.ts";
import type { MetricsPort } from "./config.ts";
import { createMeterMetrics } from "./meter-metrics.ts";
import { NO_METRICS, type Metrics } from "./metrics.ts";

/** What {@link startMetrics} needs. */
export interface MetricsServerOptions {
  readonly port: MetricsPort;
  readonly host: string;
  readonly logger: Logger;
}

/** The metrics of one process. */
export interface RunningMetrics {
  /** To be given to router, subgraphs and pools. */
  readonly metrics: Metrics;
  /** Where they are served, e.g. `http://127.0.0.1:9464/metrics`; undefined when they are off or the port is taken. */
  readonly url: string | undefined;
  readonly stop: () => Promise<void>;
}

const PATH = "/metrics";

/**
 * Serves the metrics of this process as Prometheus text on a port of its own. A port that is taken is logged and
 * costs the metrics, never the process: nobody waits for them in a clinic.
 */
export async function startMetrics(options: MetricsServerOptions): Promise<RunningMetrics> {
  const { port, host, logger } = options;
  if (port === "off") return OFF;
  const exporter = new CurrentGaugesExporter({ preventServerStart: true, withoutScopeInfo: true });
  const server = createServer((request, response) => {
    if (request.method === "GET" && request.url?.split("?", 1)[0] === PATH)
      exporter.getMetricsRequestHandler(request, response);
    else response.writeHead(404).end();
  });
  const url = await listen(server, { port, host, logger });
  if (url === undefined) return OFF;
  const provider = new MeterProvider({ readers: [exporter] });
  return {
    metrics: createMeterMetrics(provider.getMeter("clinic")),
    url,
    stop: async () => {
      server.close();
      server.closeIdleConnections();
      await once(server, "close");
      await provider.shutdown();
    },
  };
}

const OFF: RunningMetrics = { metrics: NO_METRICS, url: undefined, stop: () => Promise.resolve() };

/** The SDK would show the last value of a gauge for ever; ours show what was observed for this scrape, or nothing. */
class CurrentGaugesExporter extends PrometheusExporter {
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return type === InstrumentType.OBSERVABLE_GAUGE
      ? AggregationTemporality.DELTA
      : AggregationTemporality.CUMULATIVE;
  }
}

async function listen(
  server: Server,
  { port, host, logger }: { readonly port: number; readonly host: string; readonly logger: Logger },
): Promise<string | undefined> {
  try {
    server.listen({ port, host });
    await once(server, "listening");
  } catch (error) {
    logger.error(
      { err: error, port, host },
      "the metrics are not served: choose another port with CLINIC_METRICS_PORT",
    );
    return undefined;
  }
  server.unref();
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return `http://${host}:${String(taken)}${PATH}`;
}
