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
  AUDIT_DATABASE_URL: url("postgres"),
  CLINIC_AUDIT_PORT: port().default(4006),
  CLINIC_VIEWER_KEYS_AUDIT: keyRing(),
  ...metricsFields(9470),
});

/** Names of the environment variables of this process, for checks against the documentation. */
export const AUDIT_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Reads the settings of this subgraph as a process of its own. @throws ConfigError */
export function readAuditConfig(env: NodeJS.ProcessEnv = process.env): SubgraphProcessConfig {
  const values = loadConfig(schema, env, { service: "audit", knownElsewhere: CLINIC_VARIABLES });
  return subgraphProcessConfigOf("audit", values, {
    databaseUrl: values.AUDIT_DATABASE_URL,
    port: values.CLINIC_AUDIT_PORT,
    keys: values.CLINIC_VIEWER_KEYS_AUDIT,
    metrics: metricsConfigOf(values),
  });
}
