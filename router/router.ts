import cookie from "@fastify/cookie";
import type { FastifyInstance } from "fastify";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import type { NamedKey } from "#shared/crypto/named-key.ts";
import { registerHealth, type HealthOptions } from "#shared/http/health.ts";
import { createHttpServer } from "#shared/http/server.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { NO_METRICS, type Metrics } from "#shared/observability/metrics.ts";
import type { RedisConnection } from "#shared/redis/redis-connection.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import { authenticateNobody, createAuthenticator, type Authenticator } from "./access/authenticate.ts";
import { createBearerVerifier } from "./access/bearer-verifier.ts";
import { createServiceDenialSink, type DenialSink } from "./access/denial-sink.ts";
import { openRevocations, type Revocations } from "./access/open-revocations.ts";
import { createRecheck, type Recheck } from "./access/recheck.ts";
import type { RevocationStream } from "./access/revocation-stream.ts";
import { createSessionVerifier, SessionMemory } from "./access/session-verifier.ts";
import { createSigningKeys } from "./access/signing-keys.ts";
import { createRevocationCheck } from "./access/token-status.ts";
import { createMemoryStore, createRedisStore, type AnswerStore } from "./answer-cache/answer-store.ts";
import { registerDoors, type DoorOptions } from "./edge/doors.ts";
import type { GraphQLRouteOptions } from "./edge/graphql-route.ts";
import { registerGraphQLRoutes } from "./edge/graphql-routes.ts";
import { registerSecurityHeaders, SECURITY_HEADERS } from "./edge/security-headers.ts";
import { ExportRunner } from "./explorer/exports/export-runner.ts";
import { startEngine } from "./execution/engine.ts";
import { createFieldGuard } from "./execution/field-guard.ts";
import { DEFAULT_LIMITS, OPEN_LIMITS, type OperationLimits } from "./execution/limits.ts";
import { openLiveSupergraph, type LiveSupergraph, type ReloadOutcome } from "./execution/live-supergraph.ts";
import { allowAllOperations, type OperationGuard } from "./execution/operation-guard-plugin.ts";
import type { LiveSettings } from "./live/live-settings.ts";
import { registerLiveUpdates, type LiveUpdates, type LiveUpdatesOptions } from "./live/live-updates.ts";
import { createSubjectLookup } from "./live/subject-lookup.ts";
import { DEFAULT_RATE_LIMITS, type RateLimitSettings } from "./rate-limit/rate-limit-settings.ts";
import { createRateLimiter, type RateLimiter } from "./rate-limit/rate-limiter.ts";
import {
  DEFAULT_LARGEST_IMPORT,
  DEFAULT_TIMEOUTS,
  type RouterTimeouts,
  type TokenExpectations,
} from "./router-settings.ts";
import type { AdhocProfile } from "./documents/document-resolver.ts";
import { openDocuments, type OpenDocuments } from "./documents/open-documents.ts";
import { TrustedDocuments } from "./documents/trusted-documents.ts";
import type { Platform } from "./platform.ts";
import { required } from "./services/required-service.ts";
import { createServiceCaller, type ServiceCaller } from "./services/service-caller.ts";

/** What {@link createRouter} needs. */
export interface RouterOptions {
  /** Text of the composed supergraph. */
  readonly supergraphSdl: string;
  /** Transport to each subgraph, by its name in the supergraph. Outside the open profile `auth` must be among them. */
  readonly services: Readonly<Record<string, ServiceHandler>>;
  /** Key ring shared with each subgraph, by its name. Empty in the open profile. */
  readonly keys: Readonly<Record<string, ViewerKeyRing>>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Counts how long answers may be remembered; that of the process by default. */
  readonly monotonicClock?: MonotonicClock;
  readonly corsOrigins: readonly string[];
  readonly tokens: TokenExpectations;
  readonly timeouts?: RouterTimeouts;
  readonly limits?: OperationLimits;
  /** How much each caller may ask for; {@link DEFAULT_RATE_LIMITS} by default. Nothing is limited in the open profile. */
  readonly rateLimits?: RateLimitSettings;
  /** Shares rate limits and kept answers with other routers; it belongs to whoever opened it. */
  readonly redis?: RedisConnection | undefined;
  /** Where answers are kept that are nobody's own; by default Redis, or this process. */
  readonly answers?: AnswerStore;
  /** Proxies whose `X-Forwarded-For` says where a request comes from, by address or CIDR; none by default. */
  readonly trustedProxies?: readonly string[];
  /** Default: the service `audit`. */
  readonly denials?: DenialSink;
  /** Open profile: any supergraph, everybody anonymous, nothing signed and no access rules. */
  readonly openAccess?: boolean;
  /** How long requests are still taken after {@link Router.stop} was called; default 0. */
  readonly drainMs?: number;
  /** Shown by `/readyz`; by name. */
  readonly checks?: HealthOptions["checks"];
  /** Of the process, so that `/readyz` says when it is about to end. */
  readonly shutdown?: NonNullable<HealthOptions["shutdown"]>;
  /** Only in tests. */
  readonly knockOut?: KnockOut;
  /** Of the process. */
  readonly metrics?: Metrics;
  /** What clients may run by id; default: nothing. */
  readonly documents?: TrustedDocuments;
  /** Default: `permitted`. */
  readonly adhoc?: AdhocProfile;
  /**
   * What it shares with other routers: documents that are published while it runs, and who ran them. Starts and stops with the
   * router; none by default.
   */
  readonly platform?: Platform | undefined;
  /** How live updates are timed, and how many there may be; `DEFAULT_LIVE_SETTINGS` by default. */
  readonly live?: Partial<LiveSettings> | undefined;
  /** Where the built page of the explorer is; without it there is none. */
  readonly explorerDirectory?: string | undefined;
  /** Bytes of an imported file at most; {@link DEFAULT_LARGEST_IMPORT} by default. */
  readonly largestImport?: number;
  /** Public keys of those who may publish; nobody by default. */
  readonly publishers?: readonly NamedKey[];
}

/** The running router. */
export interface Router {
  readonly app: FastifyInstance;
  /** See {@link LiveSupergraph.reload}. */
  reload(sdl: string): Promise<ReloadOutcome>;
  /** Listens; resolves to the address, e.g. `http://127.0.0.1:4000`. */
  start(address: { readonly host: string; readonly port: number }): Promise<string>;
  /** Finishes requests under way, then stops. */
  stop(): Promise<void>;
}

const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * Builds the router of a set of subgraphs given as transports: edge, authentication, field access and gateway.
 * @throws Error when the supergraph is not valid, a field has no access rule, or a needed service or key is missing
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { logger, timeouts = DEFAULT_TIMEOUTS, shutdown, platform } = options;
  const isOpen = options.openAccess ?? false;
  const limiter = isOpen ? null : openLimiter(options);
  const callers = createCallers(options, timeouts, isOpen);
  const documents = openDocumentsOf(options);
  const supergraph = await openSupergraph(options, callers, documents, isOpen);
  const app = await createServer(options);
  const checks = { ...options.checks, ...platform?.readiness, ...documents.readiness };
  const health = registerHealth(app, { logger, checks, ...(shutdown && { shutdown }) });
  const sessions = new SessionMemory(options.monotonicClock);
  const runner = new ExportRunner(logger);
  const { authenticate, revocations, recheck } = createIdentification(options, callers, sessions, isOpen);
  const graphql: GraphQLRouteOptions = {
    ...routeSettingsOf(options),
    ...{ authenticate, sessions, limiter, engine: () => supergraph.current() },
    documents: isOpen ? null : documents.resolve,
  };
  registerGraphQLRoutes(app, graphql);
  if (limiter !== null) {
    await registerDoors(app, graphql, doorsOf(options, { limiter, runner, callers }));
  }
  const following = revocations && recheck && { ...graphql, revocations, recheck };
  const live = following && registerLive(app, following, callers, options);
  return {
    app,
    reload: (sdl) => supergraph.reload(sdl),
    async start(address) {
      revocations?.start();
      platform?.start();
      live?.start();
      await documents.follow((work) => supergraph.use(work));
      const url = await app.listen(address);
      health.markReady();
      return url;
    },
    async stop() {
      // First of all: whoever follows changes goes elsewhere while others are still served.
      live?.drain();
      await runner.stop();
      await app.close();
      await live?.stop();
      await documents.stop();
      await platform?.stop();
      await revocations?.stop();
      await supergraph.stop();
      limiter?.close();
    },
  };
}

function routeSettingsOf({
  timeouts = DEFAULT_TIMEOUTS,
  metrics = NO_METRICS,
  openAccess: isOpen = false,
  corsOrigins,
}: RouterOptions): Pick<GraphQLRouteOptions, "requestTimeoutMs" | "metrics" | "pageOrigins"> {
  // In the open profile there is nobody whom a foreign page could speak for.
  return { requestTimeoutMs: timeouts.requestMs, metrics, pageOrigins: isOpen ? null : corsOrigins };
}

function openDocumentsOf(options: RouterOptions): OpenDocuments {
  const { documents = new TrustedDocuments([]), publishers = [], platform } = options;
  // In the open profile everybody sends texts, and no document has an id.
  const { openAccess = false, adhoc = openAccess ? "anybody" : "permitted" } = options;
  const { clock, logger, tokens } = options;
  return openDocuments({ documents, adhoc, publishers, platform, clock, logger, audience: tokens.issuer });
}

function doorsOf(
  options: RouterOptions,
  opened: Pick<DoorOptions, "limiter" | "runner" | "callers">,
): DoorOptions {
  const { adhoc = "permitted", platform, limits = DEFAULT_LIMITS, explorerDirectory } = options;
  const { timeouts = DEFAULT_TIMEOUTS, largestImport = DEFAULT_LARGEST_IMPORT } = options;
  const { issuer } = options.tokens;
  return {
    ...opened,
    ...{ issuer, adhoc, platform, limits, explorerDirectory, largestImport },
    callMs: timeouts.subgraphMs,
  };
}

function registerLive(
  app: FastifyInstance,
  graphql: GraphQLRouteOptions & Pick<LiveUpdatesOptions, "revocations" | "recheck">,
  callers: ReadonlyMap<string, ServiceCaller>,
  options: RouterOptions,
): LiveUpdates {
  const { platform, clock, logger, live: settings, metrics, monotonicClock: now } = options;
  return registerLiveUpdates(app, {
    ...graphql,
    ...{ clock, logger, settings, metrics, now },
    source: platform?.changes,
    record: platform?.streams,
    denials: denialsOf(options, callers),
    lookup: createSubjectLookup(required(callers.get("users"), "users")),
  });
}

async function createServer(options: RouterOptions): Promise<FastifyInstance> {
  const { logger, trustedProxies = [], drainMs = 0, corsOrigins } = options;
  const app = createHttpServer({
    logger,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    drainMs,
    bareHeaders: SECURITY_HEADERS,
  });
  await registerSecurityHeaders(app, { corsOrigins });
  await app.register(cookie);
  return app;
}

function openLimiter(options: RouterOptions): RateLimiter {
  const { rateLimits: settings = DEFAULT_RATE_LIMITS, redis, logger, metrics = NO_METRICS } = options;
  const { monotonicClock: now } = options;
  return createRateLimiter({ settings, redis, logger, metrics, ...(now && { now }) });
}

function createCallers(
  { services, keys, clock, metrics = NO_METRICS }: RouterOptions,
  { subgraphMs }: RouterTimeouts,
  isOpen: boolean,
): ReadonlyMap<string, ServiceCaller> {
  return new Map(
    Object.entries(services).map(([name, handle]) => {
      const ring = keys[name];
      if (ring === undefined && !isOpen) throw new Error(`The service "${name}" has no key ring.`);
      const caller = { name, handle, keys: ring ?? null, timeoutMs: subgraphMs, clock, metrics };
      return [name, createServiceCaller(caller)];
    }),
  );
}

function openSupergraph(
  options: RouterOptions,
  callers: ReadonlyMap<string, ServiceCaller>,
  documents: OpenDocuments,
  isOpen: boolean,
): Promise<LiveSupergraph> {
  const { logger, limits = isOpen ? OPEN_LIMITS : DEFAULT_LIMITS } = options;
  const createGuard = chooseGuard(options, callers, isOpen);
  const answers = isOpen ? null : openAnswers(options);
  return openLiveSupergraph({
    sdl: options.supergraphSdl,
    start: async (sdl) => {
      const takesIds = !isOpen;
      const guard = createGuard(sdl);
      const engine = await startEngine({ sdl, callers, guard, limits, answers, takesIds, logger });
      await documents.rehearse(engine);
      return engine;
    },
    logger,
  });
}

function openAnswers({ answers, redis, monotonicClock }: RouterOptions): AnswerStore {
  if (answers !== undefined) return answers;
  return redis === undefined ? createMemoryStore(monotonicClock) : createRedisStore(redis);
}

function chooseGuard(
  options: RouterOptions,
  callers: ReadonlyMap<string, ServiceCaller>,
  isOpen: boolean,
): (sdl: string) => OperationGuard {
  if (isOpen) return () => allowAllOperations;
  const denials = denialsOf(options, callers);
  return (sdl) => createFieldGuard(sdl, denials, options.knockOut?.router);
}

function denialsOf({ denials }: RouterOptions, callers: ReadonlyMap<string, ServiceCaller>): DenialSink {
  return denials ?? createServiceDenialSink(required(callers.get("audit"), "audit"));
}

/** Who finds out for whom requests speak, and what must be followed for that while the router runs. */
interface Identification {
  readonly authenticate: Authenticator;
  readonly revocations?: RevocationStream;
  readonly recheck?: Recheck;
}

function createIdentification(
  options: RouterOptions,
  callers: ReadonlyMap<string, ServiceCaller>,
  memory: SessionMemory,
  isOpen: boolean,
): Identification {
  if (isOpen) return { authenticate: authenticateNobody };
  const { timeouts = DEFAULT_TIMEOUTS } = options;
  const callAuth = required(callers.get("auth"), "auth");
  const { services, keys, clock, logger, monotonicClock: now } = options;
  const auth = { handle: required(services["auth"], "auth"), keys: keys["auth"] ?? null };
  const revocations = openRevocations({ ...auth, clock, logger, memory, now });
  const { subgraphMs: timeoutMs } = timeouts;
  const authenticate = createAuthentication(options, { revocations, memory }, callAuth, timeoutMs);
  const recheck = createRecheck({ callAuth, authenticate, timeoutMs });
  return { authenticate, revocations: revocations.stream, recheck };
}

function createAuthentication(
  { tokens, clock, monotonicClock: now }: RouterOptions,
  { revocations, memory }: { readonly revocations: Revocations; readonly memory: SessionMemory },
  callAuth: ServiceCaller,
  timeoutMs: number,
): Authenticator {
  const asking = { callAuth, timeoutMs, ...(now && { now }) };
  const isRevoked = createRevocationCheck({ ...revocations, ...asking });
  return createAuthenticator({
    verifySession: createSessionVerifier({ callAuth, timeoutMs, memory }),
    verifyBearer: createBearerVerifier({ keys: createSigningKeys(asking), ...tokens, clock, isRevoked }),
  });
}
