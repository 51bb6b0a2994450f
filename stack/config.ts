import { z } from "zod";
import type { Context } from "#drizzle/contexts.ts";
import { logLevel, nodeEnv, port, secretKey, url } from "#shared/config/fields.ts";
import { ConfigError, loadConfig, type ConfigProblem } from "#shared/config/load-config.ts";
import type { LogLevel } from "#shared/logging/logger.ts";

const environment = z.object({
  NODE_ENV: nodeEnv().default("development"),
  LOG_LEVEL: logLevel().default("warn"),
  CLINIC_ROUTER_PORT: port().default(4000),
  CLINIC_DATA_DIRECTORY: z.string().default(".data"),
  CLINIC_SEALING_KEY: secretKey().optional(),
  MIGRATION_DATABASE_URL: url("postgres").optional(),
  AUTH_DATABASE_URL: url("postgres").optional(),
  USERS_DATABASE_URL: url("postgres").optional(),
  APPOINTMENTS_DATABASE_URL: url("postgres").optional(),
  AUDIT_DATABASE_URL: url("postgres").optional(),
  MESSAGING_DATABASE_URL: url("postgres").optional(),
});

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
  readonly routerPort: number;
  /** Where the embedded Postgres and the sealing key are kept; relative to the working directory. */
  readonly dataDirectory: string;
  /** Undefined: one is made and kept in the data directory. */
  readonly sealingKey: Uint8Array | undefined;
  /** Undefined: the embedded Postgres. */
  readonly externalDatabase: ExternalDatabase | undefined;
}

/** Reads the settings of this process. @throws ConfigError */
export function readStackConfig(env: NodeJS.ProcessEnv = process.env): StackConfig {
  const config = loadConfig(environment, env, { service: "stack" });
  return {
    isProduction: config.NODE_ENV === "production",
    logLevel: config.LOG_LEVEL,
    routerPort: config.CLINIC_ROUTER_PORT,
    dataDirectory: config.CLINIC_DATA_DIRECTORY,
    sealingKey: config.CLINIC_SEALING_KEY,
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
  };
  if (
    config.MIGRATION_DATABASE_URL === undefined &&
    Object.values(urls).every((given) => given === undefined)
  ) {
    return undefined;
  }
  const problems: ConfigProblem[] = [];
  const require = (variable: string, value: string | undefined): string => {
    if (value === undefined) {
      const message = `${variable} is missing: give the URLs of all databases, or none to use the embedded Postgres.`;
      problems.push({ variable, kind: "missing", message });
    }
    return value ?? "";
  };
  const migrationUrl = require("MIGRATION_DATABASE_URL", config.MIGRATION_DATABASE_URL);
  const complete = {
    auth: require("AUTH_DATABASE_URL", urls.auth),
    users: require("USERS_DATABASE_URL", urls.users),
    appointments: require("APPOINTMENTS_DATABASE_URL", urls.appointments),
    audit: require("AUDIT_DATABASE_URL", urls.audit),
    messaging: require("MESSAGING_DATABASE_URL", urls.messaging),
  };
  if (problems.length > 0) throw new ConfigError("stack", problems);
  return { migrationUrl, urls: complete };
}
