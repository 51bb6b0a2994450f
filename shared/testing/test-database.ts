import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { inject } from "vitest";

const CLONE_ATTEMPTS = 5;
const CLONE_PAUSE_MS = 100;
/** https://www.postgresql.org/docs/17/errcodes-appendix.html: the template is being accessed by other users. */
const OBJECT_IN_USE = "55006";

/** A database of a test file's own, migrated, empty of rows. */
export interface TestDatabase {
  readonly name: string;
  /** URL of the superuser, in this database. */
  readonly adminUrl: string;
  /** URL of a login role such as `users_app`, in this database. Raises an error for a role that nobody migrated. */
  urlFor(loginRole: string): string;
  /** Removes the database, ending whoever is still connected. */
  drop(): Promise<void>;
}

/** Clones a template of the test run; needs the global set-up. Takes well under 100 ms. */
export async function createTestDatabase(
  template: string = inject("templateDatabase"),
): Promise<TestDatabase> {
  const serverUrl = inject("postgresAdminUrl");
  const passwords = inject("loginPasswords");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await cloneTemplate(template, name, (statement) => runOnce(serverUrl, statement));
  return {
    name,
    adminUrl: urlOf(serverUrl, name),
    urlFor: (loginRole) => {
      const password = passwords[loginRole];
      if (password === undefined) throw new Error(`The migrations made no login role "${loginRole}".`);
      return urlOf(serverUrl, name, { user: loginRole, password });
    },
    drop: () => runOnce(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/**
 * Makes database `name` from `template` by `run`, which executes one statement. Tries again for a while when somebody
 * is connected to the template.
 */
export async function cloneTemplate(
  template: string,
  name: string,
  run: (statement: string) => Promise<void>,
  pauseMs: number = CLONE_PAUSE_MS,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Measured with 660 files: half the time of WAL_LOG, whose pages the next checkpoint has to write besides.
      await run(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
      return;
    } catch (error) {
      const isInUse = error instanceof Error && "code" in error && error.code === OBJECT_IN_USE;
      if (!isInUse || attempt === CLONE_ATTEMPTS) throw error;
      await pause(pauseMs);
    }
  }
}

function urlOf(serverUrl: string, database: string, login?: { user: string; password: string }): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  if (login !== undefined) {
    url.username = login.user;
    url.password = login.password;
  }
  return url.href;
}

async function runOnce(serverUrl: string, statement: string): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
