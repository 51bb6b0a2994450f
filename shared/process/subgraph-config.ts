import { z } from "zod";
import type { ViewerKeyRing } from "../auth/signed-viewer.ts";
import { count, logLevel, url } from "../config/fields.ts";
import type { LogLevel } from "../logging/logger.ts";
import type { MetricsConfig } from "../observability/config.ts";
import { DEFAULT_DRAIN_MS, drainMs } from "./drain.ts";

/** What every subgraph takes from the environment when it is a process of its own. */
export const subgraphProcessSchema = z.object({
  LOG_LEVEL: logLevel().default("info"),
  /** Database of the Postgres transport, under its login role. */
  MESSAGING_DATABASE_URL: url("postgres"),
  CLINIC_SUBGRAPH_HOST: z.string().default("localhost"),
  /** Connections to the subgraph's own database, at most. */
  CLINIC_DATABASE_CONNECTIONS: count({ minimum: 1, maximum: 500 }).default(12),
  CLINIC_DRAIN_MS: drainMs().default(DEFAULT_DRAIN_MS),
});

/** What differs from subgraph to subgraph: the names of these variables carry the subgraph's name. */
export interface OwnSettings {
  /** Database of the subgraph, under its login role. */
  readonly databaseUrl: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Keys shared with the router, which sign the viewer. */
  readonly keys: ViewerKeyRing;
  readonly metrics: MetricsConfig;
}

/** Settings of a subgraph in a process of its own. */
export interface SubgraphProcessConfig extends OwnSettings {
  readonly name: string;
  readonly logLevel: LogLevel;
  readonly messagingDatabaseUrl: string;
  readonly databaseConnections: number;
  readonly host: string;
  readonly drainMs: number;
}

/** The settings in the variables of {@link subgraphProcessSchema}, together with those of one subgraph. */
export function subgraphProcessConfigOf(
  name: string,
  values: Readonly<z.output<typeof subgraphProcessSchema>>,
  own: OwnSettings,
): SubgraphProcessConfig {
  return {
    ...own,
    name,
    logLevel: values.LOG_LEVEL,
    messagingDatabaseUrl: values.MESSAGING_DATABASE_URL,
    databaseConnections: values.CLINIC_DATABASE_CONNECTIONS,
    host: values.CLINIC_SUBGRAPH_HOST,
    drainMs: values.CLINIC_DRAIN_MS,
  };
}
