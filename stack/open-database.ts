import type { StackConfig } from "./config.ts";
import { silentProgress, type Progress } from "./progress.ts";
import {
  externalDatabaseAsItIs,
  prepareExternalDatabase,
  startEmbeddedDatabase,
  type StackDatabase,
} from "./stack-database.ts";

/** The migrated database that the configuration names: the operator's own, or the embedded one of the data directory. */
export function openStackDatabase(config: StackConfig, progress: Progress): Promise<StackDatabase> {
  return config.externalDatabase === undefined
    ? startEmbeddedDatabase({ dataDirectory: config.dataDirectory, durability: "full", progress })
    : prepareExternalDatabase(config.externalDatabase, progress);
}

/** The same for who only looks or mends: the operator's own database is left as it is. */
export async function visitStackDatabase(config: StackConfig): Promise<StackDatabase> {
  return config.externalDatabase === undefined
    ? openStackDatabase(config, silentProgress)
    : externalDatabaseAsItIs(config.externalDatabase);
}
