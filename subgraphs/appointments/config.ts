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
  ...metricsFields(9467),
});

/** Names of the environment variables of this process, for checks against the documentation. */
export const APPOINTMENTS_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Reads the settings of this subgraph as a process of its own. @throws ConfigError */
export function readAppointmentsConfig(env: NodeJS.ProcessEnv = process.env): SubgraphProcessConfig {
  const values = loadConfig(schema, env, { service: "appointments", knownElsewhere: CLINIC_VARIABLES });
  return subgraphProcessConfigOf("appointments", values, {
    databaseUrl: values.APPOINTMENTS_DATABASE_URL,
    port: values.CLINIC_APPOINTMENTS_PORT,
    keys: values.CLINIC_VIEWER_KEYS_APPOINTMENTS,
    metrics: metricsConfigOf(values),
  });
}
