import { CONTEXTS, loginRole, type Context } from "#drizzle/contexts.ts";
import { migrateAll, withDatabase } from "#drizzle/migrate.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "#shared/db/embedded-postgres.ts";
import type { ExternalDatabase } from "./config.ts";
import type { Progress } from "./progress.ts";

/** A migrated database and how to reach it. */
export interface StackDatabase {
  /** URL of a role that owns everything. */
  readonly adminUrl: string;
  /** URL of a context's own login role. */
  urlFor(context: Context): string;
  /** Ends the server, if it is ours. */
  stop(): Promise<void>;
}

const DATABASE_NAME = "clinic";
const MAX_CONNECTIONS = 200;

/** Starts the embedded Postgres of a data directory and brings it to the newest state. */
export async function startEmbeddedDatabase(input: {
  readonly dataDirectory: string;
  /** `none`: everything is gone when the process ends. */
  readonly durability: "full" | "none";
  readonly progress: Progress;
}): Promise<StackDatabase> {
  const { dataDirectory, durability, progress } = input;
  const server = await progress.step("start Postgres", () =>
    startEmbeddedPostgres({ dataDirectory, durability, maxConnections: MAX_CONNECTIONS }),
  );
  try {
    const { loginPasswords } = await progress.step("migrate", (report) =>
      migrateAll({ adminUrl: server.adminUrl, database: DATABASE_NAME, onProgress: report }),
    );
    const adminUrl = withDatabase(server.adminUrl, DATABASE_NAME);
    return {
      adminUrl,
      urlFor: (context) => loginUrl(adminUrl, context, loginPasswords),
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * The embedded Postgres that another program runs; undefined when none does. Nobody but that program knows the passwords of the
 * login roles, so the superuser takes their place, bound as they are.
 */
export async function findRunningDatabase(dataDirectory: string): Promise<StackDatabase | undefined> {
  const serverUrl = await findRunningPostgres(dataDirectory);
  if (serverUrl === undefined) return undefined;
  const adminUrl = withDatabase(serverUrl, DATABASE_NAME);
  return {
    adminUrl,
    urlFor: (context) => `${adminUrl}?role=${loginRole(context)}`,
    stop: () => Promise.resolve(),
  };
}

/** Brings the operator's own database to the newest state, making login roles with the passwords of the URLs. */
export async function prepareExternalDatabase(
  { migrationUrl, urls }: ExternalDatabase,
  progress: Progress,
): Promise<StackDatabase> {
  const loginPasswords = Object.fromEntries(
    CONTEXTS.map((context) => [loginRole(context), decodeURIComponent(new URL(urls[context]).password)]),
  );
  const database = new URL(migrationUrl).pathname.slice(1);
  await progress.step("migrate", (report) =>
    migrateAll({ adminUrl: migrationUrl, database, loginPasswords, onProgress: report }),
  );
  return externalDatabaseAsItIs({ migrationUrl, urls });
}

/** The operator's own database, whatever its state. */
export function externalDatabaseAsItIs({ migrationUrl, urls }: ExternalDatabase): StackDatabase {
  return { adminUrl: migrationUrl, urlFor: (context) => urls[context], stop: () => Promise.resolve() };
}

function loginUrl(adminUrl: string, context: Context, passwords: Readonly<Record<string, string>>): string {
  const url = new URL(adminUrl);
  url.username = loginRole(context);
  url.password = passwords[loginRole(context)] ?? "";
  return url.href;
}
