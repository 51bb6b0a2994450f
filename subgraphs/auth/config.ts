import { z } from "zod";
import { CLINIC_VARIABLES } from "#shared/config/clinic-variables.ts";
import { count, keyRing, port, secretKey, url } from "#shared/config/fields.ts";
import { loadConfig } from "#shared/config/load-config.ts";
import { metricsConfigOf, metricsFields } from "#shared/observability/config.ts";
import {
  subgraphProcessConfigOf,
  subgraphProcessSchema,
  type SubgraphProcessConfig,
} from "#shared/process/subgraph-config.ts";
import { DEFAULT_LIFETIMES } from "./domain/session-lifetime.ts";
import type { AuthOptions } from "./subgraph.ts";

/** Variables that only the auth subgraph reads, also within the one-process stack. */
export const authConfigSchema = z.object({
  /** Database of the subgraph, under its login role. */
  AUTH_DATABASE_URL: url("postgres"),
  /**
   * Seals signing keys and the secrets of authenticator apps in the database. Losing it loses them: tokens in use are refused,
   * new keys are needed, and second factors have to be set up again.
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
});

/** The options of the subgraph in a configuration; a composition root that makes its own sealing key adds it. */
export function authOptionsOf(
  config: Readonly<Omit<z.output<typeof authConfigSchema>, "AUTH_DATABASE_URL" | "CLINIC_SEALING_KEY">>,
): Omit<Required<AuthOptions>, "sealingKey" | "attemptRules"> {
  return {
    issuer: config.CLINIC_ISSUER.replace(/\/+$/, ""),
    signInUrl: config.CLINIC_SIGN_IN_URL ?? null,
    sessionIdleMinutes: config.CLINIC_SESSION_IDLE_MINUTES,
    sessionAbsoluteMinutes: config.CLINIC_SESSION_ABSOLUTE_MINUTES,
  };
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
  const config = subgraphProcessConfigOf("auth", values, {
    databaseUrl: values.AUTH_DATABASE_URL,
    port: values.CLINIC_AUTH_PORT,
    keys: values.CLINIC_VIEWER_KEYS_AUTH,
    metrics: metricsConfigOf(values),
  });
  return { ...config, auth: { ...authOptionsOf(values), sealingKey: values.CLINIC_SEALING_KEY } };
}
