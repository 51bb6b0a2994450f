import { readFile } from "node:fs/promises";
import type { Logger } from "#shared/logging/logger.ts";
import { createHttpServiceClient } from "#shared/http/service-client.ts";
import { startMetrics } from "#shared/observability/metrics-server.ts";
import { openRedis, type RedisConnection } from "#shared/redis/redis-connection.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { RouterConfig } from "./config.ts";
import { readManifests } from "./documents/manifest.ts";
import { TrustedDocuments } from "./documents/trusted-documents.ts";
import { watchFile } from "./execution/file-watcher.ts";
import { connectPlatform } from "./platform.ts";
import { createRouter, type RouterOptions } from "./router.ts";
import type { RunningRouter } from "./running-router.ts";
import { listSubgraphs } from "./supergraph-subgraphs.ts";

const CONNECTIONS_PER_SUBGRAPH = 64;
const KEEP_ALIVE_TIMEOUT_MS = 30_000;
const QUIET_MS = 100;

interface ConnectedService {
  readonly name: string;
  readonly client: ReturnType<typeof createHttpServiceClient>;
}

/**
 * Starts the clinic's router as a process of its own: subgraphs over HTTP, the supergraph from a file that is read
 * again whenever it changes.
 * @throws Error when the supergraph cannot be read or is not valid, or when it names subgraphs without keys
 */
export async function startClinicRouter(options: {
  readonly config: RouterConfig;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly shutdown?: NonNullable<RouterOptions["shutdown"]>;
}): Promise<RunningRouter> {
  const { config, logger, clock } = options;
  const supergraphSdl = await readFile(config.supergraphFile, "utf8");
  const documents = new TrustedDocuments(await readManifests(config.documentsDirectory));
  assertKeys(supergraphSdl, config);
  const clients = connectAll(config);
  const running = await startMetrics({ ...config.metrics, logger });
  const redis = await openSharedRedis(config, logger);
  const { metrics } = running;
  const platform = config.platform && connectPlatform(config.platform, { logger, metrics, clock });
  const router = await createRouter({
    supergraphSdl,
    documents,
    platform,
    services: Object.fromEntries(clients.map(({ name, client }) => [name, client.handle])),
    keys: Object.fromEntries(Object.entries(config.subgraphs).map(([name, { keys }]) => [name, keys])),
    logger,
    clock,
    redis,
    ...settingsOf(config),
    metrics,
    ...(options.shutdown && { shutdown: options.shutdown }),
  });
  const stopWatching = watchFile({
    file: config.supergraphFile,
    quietMs: QUIET_MS,
    logger,
    onText: (sdl) => void router.reload(sdl),
  });
  return {
    url: await router.start({ host: config.host, port: config.port }),
    metricsUrl: running.url,
    async stop() {
      stopWatching();
      await router.stop();
      await redis?.close();
      await Promise.all(clients.map(({ client }) => client.close()));
      await running.stop();
    },
  };
}

/** What the router takes as it stands in the configuration. */
function settingsOf(
  config: RouterConfig,
): Pick<
  RouterOptions,
  | "adhoc"
  | "publishers"
  | "explorerDirectory"
  | "largestImport"
  | "corsOrigins"
  | "rateLimits"
  | "live"
  | "trustedProxies"
  | "drainMs"
  | "tokens"
  | "timeouts"
> {
  const { adhoc, publishers, explorerDirectory, corsOrigins, rateLimits, live, largestImport } = config;
  const { trustedProxies, drainMs, tokens, timeouts } = config;
  return {
    ...{ adhoc, publishers, explorerDirectory, corsOrigins, rateLimits, live, largestImport },
    ...{ trustedProxies, drainMs, tokens, timeouts },
  };
}

async function openSharedRedis(
  { redisUrl: url }: RouterConfig,
  logger: Logger,
): Promise<RedisConnection | undefined> {
  return url === undefined ? undefined : openRedis({ url, name: "clinic-router", logger });
}

function connectAll({ subgraphs }: RouterConfig): readonly ConnectedService[] {
  return Object.entries(subgraphs).map(([name, { baseUrl }]) => ({
    name,
    client: createHttpServiceClient({
      baseUrl,
      connections: CONNECTIONS_PER_SUBGRAPH,
      keepAliveTimeoutMs: KEEP_ALIVE_TIMEOUT_MS,
    }),
  }));
}

function assertKeys(sdl: string, { subgraphs }: RouterConfig): void {
  const missing = listSubgraphs(sdl)
    .filter(({ name }) => subgraphs[name] === undefined)
    .map(({ name }) => `CLINIC_VIEWER_KEYS_${name.toUpperCase()}`);
  if (missing.length > 0) throw new Error(`The supergraph needs ${missing.join(", ")}.`);
}
