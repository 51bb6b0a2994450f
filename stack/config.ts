import { z } from "zod";
import type { Context } from "#drizzle/contexts.ts";
import { CLINIC_VARIABLES } from "#shared/config/clinic-variables.ts";
import { logLevel, privateKey, url } from "#shared/config/fields.ts";
import { ConfigError, loadConfig, type ConfigProblem } from "#shared/config/load-config.ts";
import type { NamedKey } from "#shared/crypto/named-key.ts";
import type { LogLevel } from "#shared/logging/logger.ts";
import { metricsConfigOf, metricsFields, type MetricsConfig } from "#shared/observability/config.ts";
import { edgeConfigOf, edgeSchema, type EdgeConfig } from "../router/config.ts";
import { assertMailConfig, authConfigSchema, authOptionsOf } from "../subgraphs/auth/config.ts";
import type { AuthOptions } from "../subgraphs/auth/subgraph.ts";

const environment = edgeSchema.extend({
  ...authConfigSchema.partial({ AUTH_DATABASE_URL: true, CLINIC_SEALING_KEY: true }).shape,
  ...metricsFields(9464),
  LOG_LEVEL: logLevel().default("warn"),
  CLINIC_DATA_DIRECTORY: z.string().default(".data"),
  MIGRATION_DATABASE_URL: url("postgres").optional(),
  USERS_DATABASE_URL: url("postgres").optional(),
  APPOINTMENTS_DATABASE_URL: url("postgres").optional(),
  AUDIT_DATABASE_URL: url("postgres").optional(),
  MESSAGING_DATABASE_URL: url("postgres").optional(),
  PLATFORM_DATABASE_URL: url("postgres").optional(),
  CLINIC_DOCUMENT_SIGNING_KEY: privateKey().optional(),
});

/** Names of the environment variables of the one-process stack, for checks against the documentation. */
export const STACK_VARIABLES: readonly string[] = Object.keys(environment.shape);

/** A Postgres of the operator's own. */
export interface ExternalDatabase {
  /** URL of a role that may create roles and owns the tables. */
  readonly migrationUrl: string;
  /** URL per context, under its own login role. */
  readonly urls: Readonly<Record<Context, string>>;
}

/** Settings of the one-process stack and of the database commands. */
export interface StackConfig {
  readonly isProduction: boolean;
  readonly logLevel: LogLevel;
  readonly edge: EdgeConfig;
  readonly metrics: MetricsConfig;
  /** All but the sealing key, which is made and kept in the data directory when none is given. */
  readonly auth: Omit<AuthOptions, "sealingKey"> & Partial<Pick<AuthOptions, "sealingKey">>;
  /** Private key of who publishes documents; undefined: one that is made and kept in the data directory. */
  readonly documentSigningKey: NamedKey | undefined;
  /** Where the embedded Postgres and keys are kept; relative to the working directory. */
  readonly dataDirectory: string;
  /** Undefined: the embedded Postgres. */
  readonly externalDatabase: ExternalDatabase | undefined;
}

/** Reads the settings of this process. @throws ConfigError */
export function readStackConfig(env: NodeJS.ProcessEnv = process.env): StackConfig {
  const config = loadConfig(environment, env, { service: "stack", knownElsewhere: CLINIC_VARIABLES });
  const sealingKey = config.CLINIC_SEALING_KEY;
  return {
    isProduction: config.NODE_ENV === "production",
    logLevel: config.LOG_LEVEL,
    edge: edgeConfigOf(config),
    metrics: metricsConfigOf(config),
    auth: { ...authOptionsOf(config), ...(sealingKey && { sealingKey }) },
    documentSigningKey: config.CLINIC_DOCUMENT_SIGNING_KEY,
    dataDirectory: config.CLINIC_DATA_DIRECTORY,
    externalDatabase: readExternalDatabase(config),
  };
}

function readExternalDatabase(config: z.infer<typeof environment>): ExternalDatabase | undefined {
  const urls = {
    auth: config.AUTH_DATABASE_URL,
    users: config.USERS_DATABASE_URL,
    appointments: config.APPOINTMENTS_DATABASE_URL,
    audit: config.AUDIT_DATABASE_URL,
    messaging: config.MESSAGING_DATABASE_URL,
    platform: config.PLATFORM_DATABASE_URL,
  };
  if (
    config.MIGRATION_DATABASE_URL === undefined &&
    Object.values(urls).every((given) => given === undefined)
  ) {
    return undefined;
  }
  const problems: ConfigProblem[] = [];
  const needed = (variable: string, value: string | undefined): string => {
    if (value === undefined) {
      const message = `${variable} is missing: give the URLs of all databases, or none to use the embedded Postgres.`;
      problems.push({ variable, kind: "missing", message });
    }
    return value ?? "";
  };
  const migrationUrl = needed("MIGRATION_DATABASE_URL", config.MIGRATION_DATABASE_URL);
  const complete = {
    auth: needed("AUTH_DATABASE_URL", urls.auth),
    users: needed("USERS_DATABASE_URL", urls.users),
    appointments: needed("APPOINTMENTS_DATABASE_URL", urls.appointments),
    audit: needed("AUDIT_DATABASE_URL", urls.audit),
    messaging: needed("MESSAGING_DATABASE_URL", urls.messaging),
    platform: needed("PLATFORM_DATABASE_URL", urls.platform),
  };
  if (problems.length > 0) throw new ConfigError("stack", problems);
  return { migrationUrl, urls: complete };
}

/** Refuses to serve in production without a way to send mails. @throws ConfigError */
export function assertMayServe(env: NodeJS.ProcessEnv = process.env): void {
  assertMailConfig("stack", env);
}

/** The environment of this process, for the processes it starts. */
export function inheritedEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env };
}
