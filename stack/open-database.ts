import type { Context } from "#drizzle/contexts.ts";
import { EmbeddedPostgresError } from "#shared/db/embedded-postgres.ts";
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

/** The same for who may change nothing, and so start nothing. @throws EmbeddedPostgresError `NOT_RUNNING` */
export async function servedStackDatabase(config: StackConfig): Promise<StackDatabase> {
  const { externalDatabase, dataDirectory } = config;
  if (externalDatabase !== undefined) return externalDatabaseAsItIs(externalDatabase);
  const running = await findRunningDatabase(dataDirectory);
  if (running !== undefined) return running;
  throw new EmbeddedPostgresError(
    "NOT_RUNNING",
    `No program runs the Postgres of ${dataDirectory}, and this command starts none: run npm start beside it, or give the *_DATABASE_URL variables.`,
  );
}

/**
 * Does an operator's work on the database of one context, beside whatever serves.
 * @param visitor with the name of the command, for Postgres
 */
export async function withStackDatabase<T>(
  config: StackConfig,
  visitor: { readonly context: Context; readonly name: string },
  work: (database: Database) => Promise<T>,
  open = visitStackDatabase,
): Promise<T> {
  const { context, name } = visitor;
  const stack = await open(config);
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
