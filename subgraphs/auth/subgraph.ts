import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/auth/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { createKeyedHash } from "#shared/crypto/keyed-hash.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { createSubgraph, type Subgraph, type SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { Context } from "./context.ts";
import { createRefreshTokens, type RefreshTokens } from "./domain/refresh-token.ts";
import { DEFAULT_LIFETIMES } from "./domain/session-lifetime.ts";
import { ATTRIBUTES } from "./policies.ts";
import { createLuciaSessions } from "./repositories/lucia-session-store.ts";
import type { OpenSessionStore } from "./repositories/session-store.ts";
import { resolvers } from "./resolvers/index.ts";
import { createAuthorizeRoute, createDecisionRoute } from "./routes/authorize.ts";
import { DECISION_PATH } from "./routes/consent-page.ts";
import { createIntrospectionRoute } from "./routes/introspection.ts";
import { createSessionVerificationRoute } from "./routes/session-verification.ts";
import { createTokenRoute } from "./routes/token.ts";
import { createJwksRoute, createMetadataRoute } from "./routes/well-known.ts";
import { AttemptLimits, type AttemptRules } from "./services/attempt-limits.ts";
import { AuthorizationService } from "./services/authorization-service.ts";
import { createTokenService } from "./services/create-token-service.ts";
import { Journal } from "./services/journal.ts";
import { CACHE_TIMES, type CacheTimes } from "./services/session-cache.ts";
import { SigningKeyService } from "./services/signing-key-service.ts";
import { rememberSessions, type RememberedSessions } from "./services/remembered-sessions.ts";
import { SessionVerificationService } from "./services/session-verification-service.ts";
import type { TokenService } from "./services/token-service.ts";

const NAME = "auth";
const MINUTE_MS = 60_000;
const TABLES = { inbox, outbox, outboxSequence, parkedMessage };

/** What of the configuration this subgraph needs. */
export interface AuthOptions {
  /** Address at which clients reach the API, without a slash at the end: `iss` of access tokens. */
  readonly issuer: string;
  /** At least 32 random bytes; seals signing keys in the database. */
  readonly sealingKey: Uint8Array;
  /** The page at which people sign in before they allow an app; null or left out when there is none. */
  readonly signInUrl?: string | null;
  /** Minutes without use after which a session ends; default 30. */
  readonly sessionIdleMinutes?: number;
  /** Minutes after which a session ends in any case; default 720. */
  readonly sessionAbsoluteMinutes?: number;
  /** Keeps answers about sessions for a short time; null or left out: Postgres is asked each time. */
  readonly redisUrl?: string | null;
  /** How those are timed; only tests need other times than those of the product. */
  readonly cacheTimes?: CacheTimes;
  /** How guesses are slowed down; only tests need others than those of the product. */
  readonly attemptRules?: AttemptRules;
}

interface Runtime {
  readonly scope: SystemScope;
  readonly openSessions: OpenSessionStore;
  readonly keys: SigningKeyService;
  readonly limits: AttemptLimits;
  readonly refreshTokens: RefreshTokens;
  readonly remembered: RememberedSessions | undefined;
  readonly verifications: SessionVerificationService;
}

/** Accounts, credentials, sessions, signing keys and partners' programs. */
export function createAuthSubgraph(dependencies: SubgraphDependencies & AuthOptions): Subgraph {
  const runtime = createRuntime(dependencies);
  const schema = createSubgraphSchema({
    sdl: loadSubgraphSdl(NAME),
    resolvers,
    attributes: ATTRIBUTES,
    knockOut: dependencies.knockOut,
  });
  const subgraph = createSubgraph(
    {
      name: NAME,
      tables: TABLES,
      schema,
      createContext: (call, options) => new Context(call, { ...options, ...runtime }),
      routes: createRoutes(runtime, dependencies),
    },
    dependencies,
  );
  return {
    ...subgraph,
    startServing: async () => {
      await prepare(runtime);
      await subgraph.startServing();
    },
    start: async () => {
      await prepare(runtime);
      await subgraph.start();
    },
    stop: async () => {
      await subgraph.stop();
      await runtime.remembered?.close();
    },
  };
}

/** What must be there before the first request. Redis need not be. */
async function prepare({ keys, remembered }: Runtime): Promise<void> {
  await Promise.all([keys.ensureKey(), remembered?.open()]);
}

function createRuntime(dependencies: SubgraphDependencies & AuthOptions): Runtime {
  const { database, clock, sealingKey, sessionIdleMinutes, sessionAbsoluteMinutes, attemptRules } = {
    ...DEFAULT_LIFETIMES,
    ...dependencies,
  };
  const scope = new SystemScope(database, NAME);
  const sealer = createSealer(sealingKey);
  const openSessions = createLuciaSessions({
    clock,
    lifetimes: { idleMs: sessionIdleMinutes * MINUTE_MS, absoluteMs: sessionAbsoluteMinutes * MINUTE_MS },
  });
  const { redisUrl: url = null, cacheTimes: times = CACHE_TIMES, logger } = dependencies;
  const remembered = url === null ? undefined : rememberSessions({ url, sealer, clock, times, logger });
  return {
    scope,
    openSessions,
    remembered,
    verifications: new SessionVerificationService({ scope, openSessions, remembered }),
    keys: new SigningKeyService({ scope, clock, sealer }),
    limits: new AttemptLimits({
      hash: createKeyedHash(sealingKey, "attempt limit"),
      clock,
      ...(attemptRules && { rules: attemptRules }),
    }),
    refreshTokens: createRefreshTokens(sealingKey),
  };
}

function createRoutes(
  runtime: Runtime,
  options: SubgraphDependencies & AuthOptions,
): Readonly<Record<string, ServiceRoute>> {
  const { scope, keys } = runtime;
  const { clock, issuer, signInUrl = null } = options;
  const journalOf = ({ viewer }: ServiceCall): Journal =>
    new Journal(new AuditEntryFactory(viewer, NAME, clock), TABLES);
  const tokensOf = (call: ServiceCall): TokenService => createTokenService(runtime, options, journalOf(call));
  const authorizationsOf = (call: ServiceCall): AuthorizationService =>
    new AuthorizationService({
      viewer: call.viewer,
      journal: journalOf(call),
      ...{ scope, clock, issuer, signInUrl },
    });
  return {
    "/internal/sessions/verify": createSessionVerificationRoute(runtime.verifications),
    "/oauth2/authorize": createAuthorizeRoute(authorizationsOf),
    [DECISION_PATH]: createDecisionRoute(authorizationsOf),
    "/oauth2/token": createTokenRoute(tokensOf),
    "/oauth2/introspect": createIntrospectionRoute(tokensOf),
    "/.well-known/jwks.json": createJwksRoute(keys),
    "/.well-known/oauth-authorization-server": createMetadataRoute(issuer),
  };
}
