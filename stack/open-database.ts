import type { StackConfig } from "./config.ts";
import type { Progress } from "./progress.ts";
import { prepareExternalDatabase, startEmbeddedDatabase, type StackDatabase } from "./stack-database.ts";

/** The migrated database that the configuration names: the operator's own, or the embedded one of the data directory. */
export function openStackDatabase(config: StackConfig, progress: Progress): Promise<StackDatabase> {
  return config.externalDatabase === undefined
    ? startEmbeddedDatabase({ dataDirectory: config.dataDirectory, durability: "full", progress })
    : prepareExternalDatabase(config.externalDatabase, progress);
}
