import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Context } from "#drizzle/contexts.ts";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import type { Subgraph, SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import type { Shutdown } from "#shared/http/shutdown.ts";
import { createInProcessTransport } from "#shared/http/in-process-transport.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { createLogger, type Logger, type LoggerSettings, type LogLevel } from "#shared/logging/logger.ts";
import { createPostgresTransport } from "#shared/messaging/postgres-transport.ts";
import { NO_METRICS, type Metrics } from "#shared/observability/metrics.ts";
import { openRedis, type RedisConnection } from "#shared/redis/redis-connection.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { EdgeConfig } from "../router/config.ts";
import { DEFAULT_LIVE_SETTINGS } from "../router/live/live-settings.ts";
import { DEFAULT_LARGEST_IMPORT, DEFAULT_TIMEOUTS, DEFAULT_TOKENS } from "../router/router-settings.ts";
import { openPlatform, type Platform } from "../router/platform.ts";
import { readManifests } from "../router/documents/manifest.ts";
import { TrustedDocuments } from "../router/documents/trusted-documents.ts";
import { createRouter, type Router, type RouterOptions } from "../router/router.ts";
import { createAppointmentsSubgraph } from "../subgraphs/appointments/subgraph.ts";
import { createAuditSubgraph } from "../subgraphs/audit/subgraph.ts";
import { createAuthSubgraph, type AuthOptions } from "../subgraphs/auth/subgraph.ts";
import { createUsersSubgraph } from "../subgraphs/users/subgraph.ts";
import { exportKeyOf, newViewerKeys } from "./secrets.ts";

/** What {@link startOneProcess} needs. */
export interface OneProcessOptions {
  readonly urlFor: (context: Context) => string;
  /** Port 0 takes any free one. */
  readonly edge: EdgeConfig;
  readonly clock: Clock;
  /** By which the router reckons how old things are. Default: that of the process. */
  readonly monotonicClock?: MonotonicClock;
  readonly logLevel: LogLevel;
  /** Where log lines go; standard output when left out. */
  readonly logDestination?: LoggerSettings["destination"];
  readonly auth: AuthOptions;
  /** When given, `/readyz` says no from its first moment. */
  readonly shutdown?: Shutdown;
  /** Of this process; none by default. */
  readonly metrics?: Metrics;
  /** Called for every SQL statement sent, with the context that sent it. */
  readonly onStatement?: (context: Context, text: string) => void;
  /** Replaces a subgraph's transport, so that tests can break it. */
  readonly wrapService?: (name: string, handle: ServiceHandler) => ServiceHandler;
  /** Replaces where answers are kept, so that tests can look. */
  readonly answers?: RouterOptions["answers"];
  /** What the enforcers let pass: only in the knock-out test. */
  readonly knockOut?: KnockOut;
  /** Replaces a context's pool once its login role was found to be bound: only in the knock-out test. */
  readonly wrapDatabase?: (context: Context, database: Database) => Database;
}

/** Router and all subgraphs, running in this process. */
export interface OneProcess {
  /** For example `http://localhost:4000`. */
  readonly url: string;
  readonly router: Router;
  /** Finishes requests and background work in hand, then closes. */
  stop(): Promise<void>;
}

const CONNECTIONS_PER_SUBGRAPH = 12;

/** More than any test or measurement asks for in a minute. */
const AMPLE_POINTS = 1_000_000_000;

/** Any free port of this machine, for throw-away stacks. */
export const LOCAL_EDGE: EdgeConfig = {
  host: "localhost",
  port: 0,
  timeouts: DEFAULT_TIMEOUTS,
  corsOrigins: ["http://localhost:3000"],
  // Those who measure and test are in more of a hurry than anybody whom the defaults are for.
  rateLimits: {
    windowSeconds: 60,
    points: {
      address: AMPLE_POINTS,
      account: AMPLE_POINTS,
      client: AMPLE_POINTS,
      credentials: AMPLE_POINTS,
    },
  },
  live: DEFAULT_LIVE_SETTINGS,
  redisUrl: undefined,
  adhoc: "anybody",
  publishers: [],
  explorerDirectory: "",
  largestImport: DEFAULT_LARGEST_IMPORT,
  trustedProxies: [],
  drainMs: 0,
};

/** The modular monolith: the same code as the separate processes, with calls that stay inside. */
export async function startOneProcess(options: OneProcessOptions): Promise<OneProcess> {
  const { clock, metrics = NO_METRICS } = options;
  const loggerOf = (service: string): Logger => openLog(options, service);
  const transport = createPostgresTransport({
    database: open(options, "messaging"),
    logger: loggerOf("messaging"),
  });
  const keys: Record<string, ViewerKeyRing> = {};
  const platform = openPlatform({
    ...{ database: open(options, "platform"), transport, logger: loggerOf("router"), metrics, clock },
    exportKey: exportKeyOf(options.auth.sealingKey),
  });
  const dependenciesOf = (name: Exclude<Context, "messaging" | "platform">): SubgraphDependencies => {
    const ring = newViewerKeys();
    keys[name] = ring;
    const database = open(options, name);
    const { knockOut } = options;
    return { database, transport, keys: ring, clock, logger: loggerOf(name), metrics, knockOut };
  };
  const subgraphs = [
    createAuthSubgraph({ ...dependenciesOf("auth"), ...options.auth }),
    createUsersSubgraph(dependenciesOf("users")),
    createAppointmentsSubgraph({ ...dependenciesOf("appointments"), publicUrl: options.auth.issuer }),
    createAuditSubgraph(dependenciesOf("audit")),
  ];
  const redis = await openRedisOf(options);
  const stopSubgraphs = async (): Promise<void> => {
    await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
    await transport.close();
    await redis?.close();
  };
  try {
    for (const subgraph of subgraphs) await subgraph.start();
    const router = await createRouterOver(subgraphs, keys, { redis, platform }, options);
    const address = await router.start(options.edge);
    return {
      // Cookies belong to a host name: a page on `localhost` that calls `127.0.0.1` sends none.
      url: `http://localhost:${new URL(address).port}`,
      router,
      stop: async () => {
        await router.stop();
        await stopSubgraphs();
      },
    };
  } catch (error) {
    await stopSubgraphs();
    throw error;
  }
}

async function createRouterOver(
  subgraphs: readonly Subgraph[],
  keys: Readonly<Record<string, ViewerKeyRing>>,
  { redis, platform }: { readonly redis: RedisConnection | undefined; readonly platform: Platform },
  options: OneProcessOptions,
): Promise<Router> {
  const { edge, auth, clock, monotonicClock, shutdown, metrics = NO_METRICS, knockOut } = options;
  const wrap = options.wrapService ?? ((_name, handle) => handle);
  const transportOf = ({ name, handle }: Subgraph): ServiceHandler =>
    wrap(name, createInProcessTransport(handle));
  const manifests = await readManifests(fileURLToPath(new URL("../schema/operations", import.meta.url)));
  return createRouter({
    documents: new TrustedDocuments(manifests),
    adhoc: edge.adhoc,
    publishers: edge.publishers,
    explorerDirectory: edge.explorerDirectory,
    largestImport: edge.largestImport,
    platform,
    supergraphSdl: readFileSync(new URL("../schema/supergraph.graphql", import.meta.url), "utf8"),
    services: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, transportOf(subgraph)])),
    keys,
    logger: openLog(options, "router"),
    clock,
    corsOrigins: edge.corsOrigins,
    rateLimits: edge.rateLimits,
    live: edge.live,
    redis,
    trustedProxies: edge.trustedProxies,
    drainMs: edge.drainMs,
    timeouts: edge.timeouts,
    tokens: { ...DEFAULT_TOKENS, issuer: auth.issuer },
    checks: readinessOf(subgraphs),
    metrics,
    ...(monotonicClock && { monotonicClock }),
    ...(options.answers && { answers: options.answers }),
    ...(shutdown && { shutdown }),
    ...(knockOut && { knockOut }),
  });
}

async function openRedisOf(options: OneProcessOptions): Promise<RedisConnection | undefined> {
  const { redisUrl: url } = options.edge;
  return url === undefined
    ? undefined
    : openRedis({ url, name: "clinic", logger: openLog(options, "redis") });
}

function openLog({ logLevel: level, logDestination }: OneProcessOptions, service: string): Logger {
  return createLogger({ service, level, ...(logDestination && { destination: logDestination }) });
}

function readinessOf(subgraphs: readonly Subgraph[]): Record<string, () => Promise<void>> {
  return Object.fromEntries(
    subgraphs.flatMap(({ name, readiness }) =>
      Object.entries(readiness).map(([check, run]) => [`${name} ${check}`, run]),
    ),
  );
}

function open(
  { urlFor, onStatement, metrics, wrapDatabase = (_context, database) => database }: OneProcessOptions,
  context: Context,
): Database {
  const database = openDatabase({
    url: urlFor(context),
    maxConnections: CONNECTIONS_PER_SUBGRAPH,
    applicationName: `clinic-${context}`,
    ...(onStatement && { onStatement: (text: string) => onStatement(context, text) }),
    observer: metrics?.statementsOf(context),
  });
  return wrapDatabase(context, database);
}
