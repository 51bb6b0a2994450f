import { createLogger } from "#shared/logging/logger.ts";
import { startMetrics } from "#shared/observability/metrics-server.ts";
import { systemClock } from "#shared/time/clock.ts";
import { startOneProcess } from "./one-process.ts";
import { runStack } from "./run-stack.ts";

/** `npm start`: router and all subgraphs in this process. */
await runStack(async ({ config, database, sealingKey, publishers, mailUrl, shutdown }) => {
  const logger = createLogger({ service: "stack", level: config.logLevel });
  const { metrics, url: metricsUrl, stop } = await startMetrics({ ...config.metrics, logger });
  shutdown.add("metrics", stop);
  const stack = await startOneProcess({
    urlFor: (context) => database.urlFor(context),
    edge: { ...config.edge, publishers },
    clock: systemClock,
    logLevel: config.logLevel,
    auth: { ...config.auth, sealingKey, mailUrl },
    shutdown,
    metrics,
  });
  return { ...stack, metricsUrl };
});
