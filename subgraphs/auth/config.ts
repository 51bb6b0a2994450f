import { z } from "zod";
import { CLINIC_VARIABLES } from "#shared/config/clinic-variables.ts";
import { count, keyRing, origins, port, secretKey, url } from "#shared/config/fields.ts";
import { ConfigError, loadConfig } from "#shared/config/load-config.ts";
import { metricsConfigOf, metricsFields } from "#shared/observability/config.ts";
import {
  subgraphProcessConfigOf,
  subgraphProcessSchema,
  type SubgraphProcessConfig,
} from "#shared/process/subgraph-config.ts";
import { DEFAULT_LIFETIMES } from "./domain/session-lifetime.ts";
import type { RelyingParty } from "./domain/passkey.ts";
import { DEFAULT_MAIL, LOCAL_RELYING_PARTY, type AuthOptions } from "./subgraph.ts";

/** A domain as it stands in an origin: in lower case, without a port. */
const domain = z
  .string()
  .regex(/^[a-z\d-]+(\.[a-z\d-]+)*$/, "must be a domain in lower case, without scheme and port")
  .meta({ example: "clinic.example" });

/** Variables that only the auth subgraph reads, also within the one-process stack. */
export const authConfigSchema = z.object({
  /** Keeps answers about sessions for half a minute; without it Postgres is asked each time. */
  REDIS_URL: url("redis").optional(),
  /** Database of the subgraph, under its login role. */
  AUTH_DATABASE_URL: url("postgres"),
  /**
   * Seals signing keys, the secrets of authenticator apps and the tokens of mails that wait, and makes refresh tokens. Losing it
   * loses them: tokens in use are refused, new keys are needed, authenticator apps have to be set up and apps to be allowed
   * again, and mails with a link are not sent.
   */
  CLINIC_SEALING_KEY: secretKey(),
  /** Address at which clients reach the API: `iss` of access tokens. */
  CLINIC_ISSUER: url("http").default("http://localhost:4000"),
  /** The page at which people sign in before they allow an app; it gets the address to return to as `return_to`. */
  CLINIC_SIGN_IN_URL: url("http").optional(),
  /** Minutes without use after which a session ends. */
  CLINIC_SESSION_IDLE_MINUTES: count({ minimum: 1, maximum: 1_440 }).default(
    DEFAULT_LIFETIMES.sessionIdleMinutes,
  ),
  /** Minutes after which a session ends in any case. */
  CLINIC_SESSION_ABSOLUTE_MINUTES: count({ minimum: 1, maximum: 10_080 }).default(
    DEFAULT_LIFETIMES.sessionAbsoluteMinutes,
  ),
  /** Address of the app, where links in mails lead. */
  CLINIC_APP_URL: url("http").default(DEFAULT_MAIL.appUrl),
  /** Domain that passkeys are made for (WebAuthn's RP ID); that of `CLINIC_APP_URL` by default. To change it is to lose them. */
  CLINIC_WEBAUTHN_RP_ID: domain.optional(),
  /** Origins of the pages that use passkeys, parted by commas; that of `CLINIC_APP_URL` by default. */
  CLINIC_WEBAUTHN_ORIGINS: origins().optional(),
  /** Server that mails go to. Required in production; without it they are dropped. */
  MAIL_URL: url("smtp").optional(),
  /** Sender of mails: an address, or `Name <address>`. */
  MAIL_FROM: z.string().default(DEFAULT_MAIL.mailFrom),
});

/** What production refuses to guess: a mail with a link to nowhere, from nobody, or not sent. */
const NEEDED_IN_PRODUCTION = ["CLINIC_APP_URL", "MAIL_FROM", "MAIL_URL"] as const;

/** @throws ConfigError in production, when nothing is said of mails */
export function assertMailConfig(service: string, env: Readonly<Record<string, string | undefined>>): void {
  if (env["NODE_ENV"] !== "production") return;
  const missing = NEEDED_IN_PRODUCTION.filter((name) => (env[name] ?? "") === "");
  if (missing.length === 0) return;
  throw new ConfigError(
    service,
    missing.map((variable) => ({
      variable,
      kind: "missing",
      message: `${variable} is missing: production needs it.`,
    })),
  );
}

/** The options of the subgraph in a configuration; a composition root that makes its own sealing key adds it. */
export function authOptionsOf(
  config: Readonly<Omit<z.output<typeof authConfigSchema>, "AUTH_DATABASE_URL" | "CLINIC_SEALING_KEY">>,
): Omit<AuthOptions, "sealingKey" | "attemptRules" | "cacheTimes"> {
  return {
    issuer: config.CLINIC_ISSUER.replace(/\/+$/, ""),
    signInUrl: config.CLINIC_SIGN_IN_URL ?? null,
    redisUrl: config.REDIS_URL ?? null,
    sessionIdleMinutes: config.CLINIC_SESSION_IDLE_MINUTES,
    sessionAbsoluteMinutes: config.CLINIC_SESSION_ABSOLUTE_MINUTES,
    appUrl: config.CLINIC_APP_URL.replace(/\/+$/, ""),
    relyingParty: relyingPartyOf(config),
    ...(config.MAIL_URL !== undefined && { mailUrl: config.MAIL_URL }),
    mailFrom: config.MAIL_FROM,
  };
}

/** @throws ConfigError when a page may not use passkeys of the domain: browsers would refuse each of them */
function relyingPartyOf(
  config: Readonly<
    Pick<
      z.output<typeof authConfigSchema>,
      "CLINIC_APP_URL" | "CLINIC_WEBAUTHN_RP_ID" | "CLINIC_WEBAUTHN_ORIGINS"
    >
  >,
): RelyingParty {
  const app = new URL(config.CLINIC_APP_URL);
  const { origins: local } = LOCAL_RELYING_PARTY;
  const ofApp = local.includes(app.origin) ? local : [app.origin];
  const { CLINIC_WEBAUTHN_RP_ID: id = app.hostname, CLINIC_WEBAUTHN_ORIGINS: pages = ofApp } = config;
  if (pages.every((page) => isWithin(new URL(page).hostname, id))) return { id, origins: pages };
  const message = "CLINIC_WEBAUTHN_ORIGINS is malformed: each must be of the domain CLINIC_WEBAUTHN_RP_ID.";
  throw new ConfigError("auth", [{ variable: "CLINIC_WEBAUTHN_ORIGINS", kind: "malformed", message }]);
}

function isWithin(host: string, domainName: string): boolean {
  return host === domainName || host.endsWith(`.${domainName}`);
}

const schema = subgraphProcessSchema.extend({
  ...authConfigSchema.shape,
  CLINIC_AUTH_PORT: port().default(4001),
  CLINIC_VIEWER_KEYS_AUTH: keyRing(),
  ...metricsFields(9465),
});

/** Names of the environment variables of this process, for checks against the documentation. */
export const AUTH_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Settings of this subgraph as a process of its own. */
export interface AuthProcessConfig extends SubgraphProcessConfig {
  readonly auth: AuthOptions;
}

/** Reads the settings of this subgraph as a process of its own. @throws ConfigError */
export function readAuthConfig(env: NodeJS.ProcessEnv = process.env): AuthProcessConfig {
  const values = loadConfig(schema, env, { service: "auth", knownElsewhere: CLINIC_VARIABLES });
  assertMailConfig("auth", env);
  const config = subgraphProcessConfigOf("auth", values, {
    databaseUrl: values.AUTH_DATABASE_URL,
    port: values.CLINIC_AUTH_PORT,
    keys: values.CLINIC_VIEWER_KEYS_AUTH,
    metrics: metricsConfigOf(values),
  });
  return { ...config, auth: { ...authOptionsOf(values), sealingKey: values.CLINIC_SEALING_KEY } };
}
