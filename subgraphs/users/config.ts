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
  USERS_DATABASE_URL: url("postgres"),
  CLINIC_USERS_PORT: port().default(4002),
  CLINIC_VIEWER_KEYS_USERS: keyRing(),
  ...metricsFields(9466),
});

/** Names of the environment variables of this process, for checks against the documentation. */
export const USERS_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Reads the settings of this subgraph as a process of its own. @throws ConfigError */
export function readUsersConfig(env: NodeJS.ProcessEnv = process.env): SubgraphProcessConfig {
  const values = loadConfig(schema, env, { service: "users", knownElsewhere: CLINIC_VARIABLES });
  return subgraphProcessConfigOf("users", values, {
    databaseUrl: values.USERS_DATABASE_URL,
    port: values.CLINIC_USERS_PORT,
    keys: values.CLINIC_VIEWER_KEYS_USERS,
    metrics: metricsConfigOf(values),
  });
}
