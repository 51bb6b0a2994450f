import { CLINIC_VARIABLES } from "#shared/config/clinic-variables.ts";
import { keyRing, port, url } from "#shared/config/fields.ts";
import { loadConfig } from "#shared/config/load-config.ts";
import { metricsConfigOf, metricsFields } from "#shared/observability/config.ts";
import {
  subgraphProcessConfigOf,
  subgraphProcessSchema,
  type SubgraphProcessConfig,
} from "#shared/process/subgraph-config.ts";

const schema = subgraphProcessSchema.extend({
  APPOINTMENTS_DATABASE_URL: url("postgres"),
  CLINIC_APPOINTMENTS_PORT: port().default(4003),
  CLINIC_VIEWER_KEYS_APPOINTMENTS: keyRing(),
  /** Address at which clients reach the API: calendar feeds are below it. */
  CLINIC_ISSUER: url("http").default("http://localhost:4000"),
  ...metricsFields(9467),
});

/** Names of the environment variables of this process, for checks against the documentation. */
export const APPOINTMENTS_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Settings of this subgraph in a process of its own. */
export interface AppointmentsConfig extends SubgraphProcessConfig {
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

/** Reads the settings of this subgraph as a process of its own. @throws ConfigError */
export function readAppointmentsConfig(env: NodeJS.ProcessEnv = process.env): AppointmentsConfig {
  const values = loadConfig(schema, env, { service: "appointments", knownElsewhere: CLINIC_VARIABLES });
  const own = subgraphProcessConfigOf("appointments", values, {
    databaseUrl: values.APPOINTMENTS_DATABASE_URL,
    port: values.CLINIC_APPOINTMENTS_PORT,
    keys: values.CLINIC_VIEWER_KEYS_APPOINTMENTS,
    metrics: metricsConfigOf(values),
  });
  return { ...own, publicUrl: values.CLINIC_ISSUER.replace(/\/+$/, "") };
}
