import { idempotencyKey, inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/auth/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { createKeyedHash } from "#shared/crypto/keyed-hash.ts";
import { createSealer, type Sealer } from "#shared/crypto/seal.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { createSubgraph, type Subgraph, type SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import { REVOCATIONS_PATH } from "#shared/http/service-call.ts";
import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { Context } from "./context.ts";
import type { RelyingParty } from "./domain/passkey.ts";
import { createRefreshTokens, type RefreshTokens } from "./domain/refresh-token.ts";
import { createMessageEffect } from "./events.ts";
import { createDroppingMailer, type Mailer } from "./mail/mailer.ts";
import { createSmtpMailer } from "./mail/smtp-mailer.ts";
import { DEFAULT_LIFETIMES } from "./domain/session-lifetime.ts";
import { ATTRIBUTES } from "./policies.ts";
import { createLuciaSessions } from "./repositories/lucia-session-store.ts";
import type { OpenSessionStore } from "./repositories/session-store.ts";
import { resolvers } from "./resolvers/index.ts";
import { createAuthorizeRoute, createDecisionRoute } from "./routes/authorize.ts";
import { DECISION_PATH } from "./routes/consent-page.ts";
import { createIntrospectionRoute } from "./routes/introspection.ts";
import { createRevocationRoute } from "./routes/revocation.ts";
import { createRevocationsRoute, createTokenStatusRoute } from "./routes/revocations.ts";
import { createSessionVerificationRoute } from "./routes/session-verification.ts";
import { createTokenRoute } from "./routes/token.ts";
import { createJwksRoute, createMetadataRoute } from "./routes/well-known.ts";
import { AttemptLimits, type AttemptRules } from "./services/attempt-limits.ts";
import { AuthorizationService } from "./services/authorization-service.ts";
import { createTokenService } from "./services/create-token-service.ts";
import { Journal } from "./services/journal.ts";
import { createCeremoniesLoader, type LoadCeremonies } from "./services/load-ceremonies.ts";
import { createMailQueue } from "./services/mail-queue.ts";
import { RevocationFeed } from "./services/revocation-feed.ts";
import { CACHE_TIMES, type CacheTimes } from "./services/session-cache.ts";
import { SigningKeyService } from "./services/signing-key-service.ts";
import { rememberSessions, type RememberedSessions } from "./services/remembered-sessions.ts";
import { SessionVerificationService } from "./services/session-verification-service.ts";
import type { TokenService } from "./services/token-service.ts";

const NAME = "auth";
const MINUTE_MS = 60_000;
/** Where mails lead and who sends them when nothing else is said, which production refuses. */
export const DEFAULT_MAIL = {
  appUrl: "http://localhost:3000",
  mailFrom: "Clinic <no-reply@clinic.example>",
} as const;
/** Whose passkeys they are when nothing else is said: of the front ends that CORS allows outside production. */
export const LOCAL_RELYING_PARTY: RelyingParty = {
  id: "localhost",
  origins: ["http://localhost:3000", "http://localhost:5173"],
};
const TABLES = { inbox, outbox, outboxSequence, parkedMessage };

/** What of the configuration this subgraph needs. */
export interface AuthOptions {
  /** Address at which clients reach the API, without a slash at the end: `iss` of access tokens. */
  readonly issuer: string;
  /** At least 32 random bytes; seals signing keys and secrets of authenticator apps in the database. */
  readonly sealingKey: Uint8Array;
  /** The page at which people sign in before they allow an app; null or left out when there is none. */
  readonly signInUrl?: string | null;
  /** Minutes without use after which a session ends; default 30. */
  readonly sessionIdleMinutes?: number;
  /** Minutes after which a session ends in any case; default 720. */
  readonly sessionAbsoluteMinutes?: number;
  /** Address of the app, without a slash at the end: where links in mails lead. Default `http://localhost:3000`. */
  readonly appUrl?: string;
  /** Whose passkeys they are; by default those of front ends on this machine. */
  readonly relyingParty?: RelyingParty;
  /** Server that mails go to, `smtp://` or `smtps://`; without one they are dropped, with a line in the log. */
  readonly mailUrl?: string;
  /** Sender of mails. */
  readonly mailFrom?: string;
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
  readonly sealer: Sealer;
  readonly loadCeremonies: LoadCeremonies;
  readonly keys: SigningKeyService;
  readonly limits: AttemptLimits;
  readonly refreshTokens: RefreshTokens;
  readonly revocations: RevocationFeed;
  readonly mailer: Mailer;
  readonly remembered: RememberedSessions | undefined;
  readonly sessionAnswers: SessionVerificationService;
}

/** Accounts, credentials, sessions, signing keys and partners' programs. */
export function createAuthSubgraph(dependencies: SubgraphDependencies & AuthOptions): Subgraph {
  const runtime = createRuntime(dependencies);
  const { appUrl = DEFAULT_MAIL.appUrl } = dependencies;
  const mails = createMailQueue({ ...dependencies, ...runtime, appUrl });
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
      idempotencyKeys: idempotencyKey,
      schema,
      createContext: (call, options) => new Context(call, { ...options, ...runtime }),
      routes: createRoutes(runtime, dependencies),
      consumer: {
        name: NAME,
        effect: createMessageEffect({ clock: dependencies.clock, sealer: runtime.sealer }),
      },
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
      mails.start();
    },
    release: () => {
      runtime.revocations.release();
    },
    stop: async () => {
      await mails.stop();
      runtime.mailer.close();
      await subgraph.stop();
      await runtime.remembered?.close();
    },
  };
}

/** What must be there before the first request. Redis need not be. */
async function prepare({ keys, revocations, remembered }: Runtime): Promise<void> {
  await Promise.all([keys.ensureKey(), remembered?.open()]);
  await revocations.start();
}

function createRuntime(dependencies: SubgraphDependencies & AuthOptions): Runtime {
  const { database, clock, logger, sealingKey, sessionIdleMinutes, sessionAbsoluteMinutes, attemptRules } = {
    ...DEFAULT_LIFETIMES,
    ...dependencies,
  };
  const scope = new SystemScope(database, NAME);
  const sealer = createSealer(sealingKey);
  const openSessions = createLuciaSessions({
    clock,
    lifetimes: { idleMs: sessionIdleMinutes * MINUTE_MS, absoluteMs: sessionAbsoluteMinutes * MINUTE_MS },
  });
  const { redisUrl: url = null, cacheTimes: times = CACHE_TIMES } = dependencies;
  const remembered = url === null ? undefined : rememberSessions({ url, sealer, clock, times, logger });
  return {
    scope,
    sealer,
    loadCeremonies: createCeremoniesLoader(dependencies.relyingParty ?? LOCAL_RELYING_PARTY),
    mailer: openMailer(dependencies),
    openSessions,
    remembered,
    sessionAnswers: new SessionVerificationService({ scope, openSessions, remembered, clock, logger }),
    keys: new SigningKeyService({ scope, clock, sealer }),
    limits: new AttemptLimits({
      hash: createKeyedHash(sealingKey, "attempt limit"),
      clock,
      ...(attemptRules && { rules: attemptRules }),
    }),
    refreshTokens: createRefreshTokens(sealingKey),
    revocations: new RevocationFeed({ database, scope, clock, logger }),
  };
}

function openMailer({
  mailUrl: url,
  mailFrom = DEFAULT_MAIL.mailFrom,
  logger,
}: SubgraphDependencies & AuthOptions): Mailer {
  return url === undefined ? createDroppingMailer(logger) : createSmtpMailer({ url, from: mailFrom });
}

function createRoutes(
  runtime: Runtime,
  options: SubgraphDependencies & AuthOptions,
): Readonly<Record<string, ServiceRoute>> {
  const { scope, keys, revocations, sessionAnswers } = runtime;
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
    "/internal/sessions/verify": createSessionVerificationRoute(sessionAnswers),
    [REVOCATIONS_PATH]: createRevocationsRoute(revocations),
    "/internal/tokens/introspect": createTokenStatusRoute(scope),
    "/oauth2/authorize": createAuthorizeRoute(authorizationsOf),
    [DECISION_PATH]: createDecisionRoute(authorizationsOf),
    "/oauth2/token": createTokenRoute(tokensOf),
    "/oauth2/revoke": createRevocationRoute(tokensOf),
    "/oauth2/introspect": createIntrospectionRoute(tokensOf),
    "/.well-known/jwks.json": createJwksRoute(keys),
    "/.well-known/oauth-authorization-server": createMetadataRoute(issuer),
  };
}
