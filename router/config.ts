import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { CLINIC_VARIABLES } from "#shared/config/clinic-variables.ts";
import {
  count,
  durationMs,
  keyRing,
  logLevel,
  nodeEnv,
  origins,
  port,
  publicKeys,
  secretKey,
  url,
} from "#shared/config/fields.ts";
import type { NamedKey } from "#shared/crypto/named-key.ts";
import { ConfigError, loadConfig } from "#shared/config/load-config.ts";
import type { LogLevel } from "#shared/logging/logger.ts";
import { DEFAULT_DRAIN_MS, drainMs } from "#shared/process/drain.ts";
import { metricsConfigOf, metricsFields, type MetricsConfig } from "#shared/observability/config.ts";
import type { AdhocProfile } from "./documents/document-resolver.ts";
import { DEFAULT_LIVE_SETTINGS, type LiveSettings } from "./live/live-settings.ts";
import { DEFAULT_RATE_LIMITS, type RateLimitSettings } from "./rate-limit/rate-limit-settings.ts";
import {
  DEFAULT_LARGEST_IMPORT,
  DEFAULT_TIMEOUTS,
  DEFAULT_TOKENS,
  type RouterTimeouts,
  type TokenExpectations,
} from "./router-settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const LOCAL_ORIGINS = ["http://localhost:3000", "http://localhost:5173"] as const;
const TIMEOUT_BOUNDS = { minimumMs: 10, maximumMs: 120_000 } as const;

const LOOPBACK = ["127.0.0.1", "::1"];

/** Addresses and CIDR networks parted by commas. */
const proxies = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine((parts) => parts.every(isNetwork), "must be addresses or networks (CIDR) parted by commas")
  .meta({ example: LOOPBACK.join(",") });

/** Points in a minute. */
function points(): z.ZodType<number> {
  return count({ minimum: 1, maximum: 1_000_000_000_000 });
}

const MEBIBYTE = 1024 * 1024;

/** What any router takes from the environment, in a process of its own or together with the subgraphs. */
export const edgeSchema = z.object({
  NODE_ENV: nodeEnv().default("development"),
  CLINIC_ROUTER_PORT: port().default(4000),
  CLINIC_ROUTER_HOST: z.string().default("localhost"),
  CLINIC_ROUTER_REQUEST_TIMEOUT_MS: durationMs(TIMEOUT_BOUNDS).default(DEFAULT_TIMEOUTS.requestMs),
  CLINIC_ROUTER_SUBGRAPH_TIMEOUT_MS: durationMs(TIMEOUT_BOUNDS).default(DEFAULT_TIMEOUTS.subgraphMs),
  CLINIC_CORS_ORIGINS: origins().optional(),
  CLINIC_DRAIN_MS: drainMs().default(DEFAULT_DRAIN_MS),
  REDIS_URL: url("redis").optional(),
  CLINIC_TRUSTED_PROXIES: proxies.optional(),
  CLINIC_LIMIT_ADDRESS_POINTS: points().default(DEFAULT_RATE_LIMITS.points.address),
  CLINIC_LIMIT_ACCOUNT_POINTS: points().default(DEFAULT_RATE_LIMITS.points.account),
  CLINIC_LIMIT_CLIENT_POINTS: points().default(DEFAULT_RATE_LIMITS.points.client),
  CLINIC_LIMIT_CREDENTIALS: points().default(DEFAULT_RATE_LIMITS.points.credentials),
  CLINIC_LIVE_CONNECTIONS: count({ minimum: 1, maximum: 1_000_000 }).default(
    DEFAULT_LIVE_SETTINGS.connections,
  ),
  CLINIC_LIVE_CONNECTIONS_PER_ACCOUNT: count({ minimum: 1, maximum: 1_000_000 }).default(
    DEFAULT_LIVE_SETTINGS.connectionsPerAccount,
  ),
  CLINIC_IMPORT_MEBIBYTES: count({ minimum: 1, maximum: 1_024 }).default(DEFAULT_LARGEST_IMPORT / MEBIBYTE),
  CLINIC_DOCUMENT_PUBLISHERS: publicKeys().optional(),
  CLINIC_EXPLORER_DIRECTORY: z.string().default("router/explorer/assets"),
});

const schema = edgeSchema.extend({
  ...metricsFields(9464),
  LOG_LEVEL: logLevel().default("info"),
  PLATFORM_DATABASE_URL: url("postgres").optional(),
  MESSAGING_DATABASE_URL: url("postgres").optional(),
  CLINIC_EXPORT_KEY: secretKey().optional(),
  CLINIC_SUPERGRAPH_FILE: z.string().default("schema/supergraph.graphql"),
  CLINIC_DOCUMENTS_DIRECTORY: z.string().default("schema/operations"),
  CLINIC_ISSUER: url("http").default(DEFAULT_TOKENS.issuer),
  CLINIC_AUTH_URL: url("http").default("http://localhost:4001"),
  CLINIC_USERS_URL: url("http").default("http://localhost:4002"),
  CLINIC_APPOINTMENTS_URL: url("http").default("http://localhost:4003"),
  CLINIC_BILLING_URL: url("http").default("http://localhost:4004"),
  CLINIC_NOTIFICATIONS_URL: url("http").default("http://localhost:4005"),
  CLINIC_AUDIT_URL: url("http").default("http://localhost:4006"),
  CLINIC_VIEWER_KEYS_AUTH: keyRing(),
  CLINIC_VIEWER_KEYS_USERS: keyRing(),
  CLINIC_VIEWER_KEYS_APPOINTMENTS: keyRing(),
  // Not part of every supergraph.
  CLINIC_VIEWER_KEYS_BILLING: keyRing().optional(),
  CLINIC_VIEWER_KEYS_NOTIFICATIONS: keyRing().optional(),
  CLINIC_VIEWER_KEYS_AUDIT: keyRing(),
});

/** Names of the environment variables of the router, for checks against the documentation. */
export const ROUTER_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Where a subgraph is and which keys it shares with the router. */
export interface SubgraphAddress {
  /** Address without path. */
  readonly baseUrl: string;
  readonly keys: ViewerKeyRing;
}

/** Databases of what routers share. */
export interface PlatformAddress {
  /** Under the login role `platform_app`. */
  readonly databaseUrl: string;
  /** Of the Postgres transport, under the login role `messaging_app`. */
  readonly messagingDatabaseUrl: string;
  /** Seals exports of the explorer; undefined: there are none. */
  readonly exportKey: Uint8Array | undefined;
}

/** Settings of any router, see {@link edgeSchema}. */
export interface EdgeConfig {
  readonly port: number;
  readonly host: string;
  readonly timeouts: RouterTimeouts;
  readonly corsOrigins: readonly string[];
  readonly rateLimits: RateLimitSettings;
  readonly live: Pick<LiveSettings, "connections" | "connectionsPerAccount">;
  /** Undefined: rate limits are those of this process. */
  readonly redisUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  /** How long requests are still taken after SIGTERM, see `createHttpServer`. */
  readonly drainMs: number;
  readonly adhoc: AdhocProfile;
  /** Bytes of an imported file at most. */
  readonly largestImport: number;
  /** Public keys of those who may publish documents. */
  readonly publishers: readonly NamedKey[];
  /** Absolute path of the built page of the explorer; there may be none. */
  readonly explorerDirectory: string;
}

/** Settings of a router process. */
export interface RouterConfig extends EdgeConfig {
  readonly logLevel: LogLevel;
  readonly metrics: MetricsConfig;
  /** Where what routers share is kept; undefined: nothing is published while it runs, and no usage is kept. */
  readonly platform: PlatformAddress | undefined;
  /** Absolute path. */
  readonly supergraphFile: string;
  /** Absolute path; see `readManifests`. */
  readonly documentsDirectory: string;
  readonly tokens: TokenExpectations;
  /** By name of the subgraph; those without keys are left out. */
  readonly subgraphs: Readonly<Record<string, SubgraphAddress>>;
}

/**
 * Reads the settings of the clinic's router.
 * @throws ConfigError naming every variable that is missing, malformed or unknown
 */
export function readRouterConfig(env: Environment = process.env): RouterConfig {
  const values = loadConfig(schema, env, { service: "router", knownElsewhere: CLINIC_VARIABLES });
  return {
    ...edgeConfigOf(values),
    logLevel: values.LOG_LEVEL,
    metrics: metricsConfigOf(values),
    platform: readPlatform(values),
    supergraphFile: resolve(values.CLINIC_SUPERGRAPH_FILE),
    documentsDirectory: resolve(values.CLINIC_DOCUMENTS_DIRECTORY),
    tokens: { issuer: values.CLINIC_ISSUER, audience: DEFAULT_TOKENS.audience },
    subgraphs: readSubgraphs(values),
  };
}

const ADHOC = { production: "permitted", development: "people", test: "anybody" } as const;

/** The settings in the variables of {@link edgeSchema}. Outside production local front ends may call the API. */
export function edgeConfigOf(values: Readonly<z.output<typeof edgeSchema>>): EdgeConfig {
  const localOrigins = values.NODE_ENV === "production" ? [] : LOCAL_ORIGINS;
  return {
    port: values.CLINIC_ROUTER_PORT,
    host: values.CLINIC_ROUTER_HOST,
    timeouts: {
      requestMs: values.CLINIC_ROUTER_REQUEST_TIMEOUT_MS,
      subgraphMs: values.CLINIC_ROUTER_SUBGRAPH_TIMEOUT_MS,
    },
    corsOrigins: values.CLINIC_CORS_ORIGINS ?? localOrigins,
    rateLimits: {
      windowSeconds: DEFAULT_RATE_LIMITS.windowSeconds,
      points: {
        address: values.CLINIC_LIMIT_ADDRESS_POINTS,
        account: values.CLINIC_LIMIT_ACCOUNT_POINTS,
        client: values.CLINIC_LIMIT_CLIENT_POINTS,
        credentials: values.CLINIC_LIMIT_CREDENTIALS,
      },
    },
    live: {
      connections: values.CLINIC_LIVE_CONNECTIONS,
      connectionsPerAccount: values.CLINIC_LIVE_CONNECTIONS_PER_ACCOUNT,
    },
    redisUrl: values.REDIS_URL,
    trustedProxies: values.CLINIC_TRUSTED_PROXIES ?? [],
    drainMs: values.CLINIC_DRAIN_MS,
    adhoc: ADHOC[values.NODE_ENV],
    largestImport: values.CLINIC_IMPORT_MEBIBYTES * MEBIBYTE,
    publishers: values.CLINIC_DOCUMENT_PUBLISHERS ?? [],
    explorerDirectory: resolve(values.CLINIC_EXPLORER_DIRECTORY),
  };
}

/** Settings that the open profile takes from the environment; the rest is on the command line. */
export interface OpenProfileConfig {
  readonly logLevel: LogLevel;
  readonly isProduction: boolean;
}

const openSchema = schema.pick({ NODE_ENV: true, LOG_LEVEL: true });

/**
 * Reads what is needed to tell the profiles apart, and all that the open one needs.
 * @throws ConfigError
 */
export function readOpenProfileConfig(env: Environment = process.env): OpenProfileConfig {
  const ours = { NODE_ENV: env["NODE_ENV"], LOG_LEVEL: env["LOG_LEVEL"] };
  const values = loadConfig(openSchema, ours, { service: "router" });
  return { logLevel: values.LOG_LEVEL, isProduction: values.NODE_ENV === "production" };
}

/** Switches off what `@apollo/gateway` would otherwise send to its maker. It only looks at the environment. */
export function disableApolloTelemetry(env: Record<string, string | undefined> = process.env): void {
  env["APOLLO_TELEMETRY_DISABLED"] = "true";
}

function readPlatform(values: Readonly<z.output<typeof schema>>): PlatformAddress | undefined {
  const { PLATFORM_DATABASE_URL: databaseUrl, MESSAGING_DATABASE_URL: messagingDatabaseUrl } = values;
  if (databaseUrl === undefined) return undefined;
  const { CLINIC_EXPORT_KEY: exportKey } = values;
  if (messagingDatabaseUrl !== undefined) return { databaseUrl, messagingDatabaseUrl, exportKey };
  const variable = "MESSAGING_DATABASE_URL";
  const message = `${variable} is missing: what is done with PLATFORM_DATABASE_URL is put on record by it.`;
  throw new ConfigError("router", [{ variable, kind: "missing", message }]);
}

function readSubgraphs(values: Readonly<z.output<typeof schema>>): Readonly<Record<string, SubgraphAddress>> {
  const candidates: readonly (readonly [string, string, ViewerKeyRing | undefined])[] = [
    ["auth", values.CLINIC_AUTH_URL, values.CLINIC_VIEWER_KEYS_AUTH],
    ["users", values.CLINIC_USERS_URL, values.CLINIC_VIEWER_KEYS_USERS],
    ["appointments", values.CLINIC_APPOINTMENTS_URL, values.CLINIC_VIEWER_KEYS_APPOINTMENTS],
    ["billing", values.CLINIC_BILLING_URL, values.CLINIC_VIEWER_KEYS_BILLING],
    ["notifications", values.CLINIC_NOTIFICATIONS_URL, values.CLINIC_VIEWER_KEYS_NOTIFICATIONS],
    ["audit", values.CLINIC_AUDIT_URL, values.CLINIC_VIEWER_KEYS_AUDIT],
  ];
  return Object.fromEntries(
    candidates.flatMap(([name, baseUrl, keys]) => (keys === undefined ? [] : [[name, { baseUrl, keys }]])),
  );
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (longest < 0 || rest.length > 0) return false;
  // A network of no bits would let everybody choose their address.
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= longest);
}
