import { openDatabase } from "../db/database.ts";
import type { Subgraph, SubgraphDependencies } from "../graphql/subgraph.ts";
import { registerHealth } from "../http/health.ts";
import { createHttpServer } from "../http/server.ts";
import { registerServiceRoutes } from "../http/service-route.ts";
import { createShutdown, type Shutdown } from "../http/shutdown.ts";
import { createLogger, type Logger } from "../logging/logger.ts";
import type { MessageTransport } from "../messaging/message.ts";
import { createPostgresTransport } from "../messaging/postgres-transport.ts";
import { startMetrics } from "../observability/metrics-server.ts";
import { systemClock } from "../time/clock.ts";
import { runProcess, type RunningProcess } from "./run-process.ts";
import type { SubgraphProcessConfig } from "./subgraph-config.ts";

const SHUTDOWN_TIMEOUT_MS = 20_000;
const MESSAGING_CONNECTIONS = 4;

/** How a subgraph becomes a process. */
export interface SubgraphProcessOptions<Config extends SubgraphProcessConfig> {
  /** @throws ConfigError */
  readonly readConfig: () => Config;
  readonly create: (dependencies: SubgraphDependencies, config: Config) => Subgraph;
}

/** Runs one subgraph as a process of its own: listens for signed calls, relays, consumes, until SIGTERM or SIGINT. */
export function runSubgraph<Config extends SubgraphProcessConfig>({
  readConfig,
  create,
}: SubgraphProcessOptions<Config>): Promise<void> {
  return runProcess(async () => {
    const config = readConfig();
    const { name, drainMs, logLevel } = config;
    const logger = createLogger({ service: name, level: logLevel });
    const shutdown = createShutdown({ logger, timeoutMs: SHUTDOWN_TIMEOUT_MS + drainMs });
    shutdown.listen();
    try {
      const running = await startSubgraph({
        config,
        create: (dependencies) => create(dependencies, config),
        logger,
        shutdown,
      });
      logger.info({ url: running.url }, "the subgraph is listening");
      return running;
    } catch (error) {
      // What was opened before the fault must not stay behind.
      await shutdown.run("the start failed");
      throw error;
    }
  });
}

async function startSubgraph(options: {
  readonly config: SubgraphProcessConfig;
  readonly create: (dependencies: SubgraphDependencies) => Subgraph;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
}): Promise<RunningProcess> {
  const { config, create, logger, shutdown } = options;
  const { metrics, url: metricsUrl, stop: stopMetrics } = await startMetrics({ ...config.metrics, logger });
  shutdown.add("metrics", stopMetrics);
  const transport = openTransport(config, logger);
  shutdown.add("messages", () => transport.close());
  const database = openDatabase({
    url: config.databaseUrl,
    maxConnections: config.databaseConnections,
    applicationName: `clinic-${config.name}`,
    observer: metrics.statementsOf(config.name),
  });
  const subgraph = create({ database, transport, keys: config.keys, clock: systemClock, logger, metrics });
  shutdown.add("subgraph", () => subgraph.stop());
  await subgraph.start();

  const app = createHttpServer({ logger, drainMs: config.drainMs });
  const health = registerHealth(app, { logger, checks: subgraph.readiness, shutdown });
  registerServiceRoutes(app, subgraph.handle, { paths: subgraph.paths });
  // After the drain, while requests in hand are waited for.
  app.addHook("preClose", async () => {
    subgraph.release?.();
  });
  shutdown.add("HTTP server", () => app.close());
  const url = await app.listen({ host: config.host, port: config.port });
  health.markReady();
  return { url, metricsUrl };
}

function openTransport(config: SubgraphProcessConfig, logger: Logger): MessageTransport {
  return createPostgresTransport({
    database: openDatabase({
      url: config.messagingDatabaseUrl,
      maxConnections: MESSAGING_CONNECTIONS,
      applicationName: `clinic-${config.name}-messaging`,
    }),
    logger,
  });
}
