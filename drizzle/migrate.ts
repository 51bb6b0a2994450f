import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { bootstrap } from "./bootstrap.ts";
import { CONTEXTS, loginRole } from "./contexts.ts";

/** What {@link migrateAll} needs. */
export interface MigrateOptions {
  /** URL of a role that may create databases and roles; its database name is ignored. */
  readonly adminUrl: string;
  /** Created when it does not exist. */
  readonly database: string;
  /** Password per login role; roles left out keep theirs, or get a random one when new. */
  readonly loginPasswords?: Readonly<Record<string, string>>;
  /** Told before each context, so that a person sees progress. */
  readonly onProgress?: (context: string) => void;
}

/** Serialises migrations of one database. */
const MIGRATION_LOCK = 7_103_464;

/**
 * Brings a database to the newest state: roles, then the migrations of every context, each recorded in a table of
 * its own. Running it again changes nothing.
 * @returns the password of every login role that was given or made
 */
export async function migrateAll(
  options: MigrateOptions,
): Promise<{ readonly loginPasswords: Readonly<Record<string, string>> }> {
  const loginPasswords = options.loginPasswords ?? randomPasswords();
  await createDatabase(options.adminUrl, options.database);
  const sql = postgres(withDatabase(options.adminUrl, options.database), {
    max: 1,
    onnotice: () => undefined,
  });
  try {
    // One connection, so the lock is held until it ends: of several programs started at once, one migrates at a time.
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await bootstrap(sql, loginPasswords);
    for (const context of CONTEXTS) {
      options.onProgress?.(context);
      await migrate(drizzle(sql), {
        migrationsFolder: fileURLToPath(new URL(`./${context}/migrations`, import.meta.url)),
        migrationsSchema: "migrations",
        migrationsTable: context,
      });
    }
  } finally {
    await sql.end();
  }
  return { loginPasswords };
}

/** The same server and credentials, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function createDatabase(adminUrl: string, database: string): Promise<void> {
  const sql = postgres(withDatabase(adminUrl, "postgres"), { max: 1, onnotice: () => undefined });
  try {
    const [existing] = await sql`select 1 from pg_database where datname = ${database}`;
    if (existing === undefined) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end();
  }
}

function randomPasswords(): Record<string, string> {
  return Object.fromEntries(
    CONTEXTS.map((context) => [loginRole(context), randomBytes(24).toString("base64url")]),
  );
}
