import type { Context } from "#drizzle/contexts.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import type { StackConfig } from "./config.ts";
import { silentProgress, type Progress } from "./progress.ts";
import {
  externalDatabaseAsItIs,
  findRunningDatabase,
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

/** The same for who only looks or mends: the operator's own database, and one that serves, are left as they are. */
export async function visitStackDatabase(config: StackConfig): Promise<StackDatabase> {
  if (config.externalDatabase !== undefined) return externalDatabaseAsItIs(config.externalDatabase);
  return (await findRunningDatabase(config.dataDirectory)) ?? openStackDatabase(config, silentProgress);
}

/** Does an operator's work on the database of one context, beside whatever serves. @param name of the command, for Postgres */
export async function withStackDatabase<T>(
  config: StackConfig,
  { context, name }: { readonly context: Context; readonly name: string },
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const stack = await visitStackDatabase(config);
  try {
    const url = stack.urlFor(context);
    const database = openDatabase({ url, maxConnections: 1, applicationName: `clinic-${name}` });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await stack.stop();
  }
}
