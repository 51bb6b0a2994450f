import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { makeScratchDirectory, startEmbeddedPostgres } from "#shared/db/embedded-postgres.ts";

/** Brings the named database of a server to the newest state and answers the password of every login role. */
export type MigrateDatabase = (options: {
  readonly adminUrl: string;
  readonly database: string;
}) => Promise<{ readonly loginPasswords: Readonly<Record<string, string>> }>;

/** What the tests of one run share. */
export interface TestCluster {
  /** URL of a superuser, database `postgres`. */
  readonly adminUrl: string;
  /** A migrated database that takes no connections, so that it can always be cloned. */
  readonly templateDatabase: string;
  /** Password per login role. */
  readonly loginPasswords: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts a throw-away server (or uses the one of `externalAdminUrl`) and migrates a template on it once. On a server
 * of somebody else, `stop` leaves everything but the template.
 */
export async function startTestCluster(options: {
  readonly externalAdminUrl: string | undefined;
  readonly migrate: MigrateDatabase;
}): Promise<TestCluster> {
  const server = await openServer(options.externalAdminUrl);
  const templateDatabase = `clinic_template_${randomBytes(6).toString("hex")}`;
  try {
    const { adminUrl } = server;
    const { loginPasswords } = await options.migrate({ adminUrl, database: templateDatabase });
    await administer(
      adminUrl,
      `ALTER DATABASE ${templateDatabase} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`,
    );
    return { adminUrl, templateDatabase, loginPasswords, stop: () => server.close(templateDatabase) };
  } catch (error) {
    await server.close(templateDatabase);
    throw error;
  }
}

/** Name of the second template of a run, which also holds the synthetic world. */
export function seededTemplateOf(templateDatabase: string): string {
  return `${templateDatabase}_seeded`;
}

interface OpenServer {
  readonly adminUrl: string;
  close(templateDatabase: string): Promise<void>;
}

async function openServer(externalAdminUrl: string | undefined): Promise<OpenServer> {
  if (externalAdminUrl !== undefined) {
    return { adminUrl: externalAdminUrl, close: (template) => dropTemplates(externalAdminUrl, template) };
  }
  const dataDirectory = await makeScratchDirectory("clinic-test-");
  const embedded = await startEmbeddedPostgres({ dataDirectory, durability: "none", maxConnections: 300 });
  return { adminUrl: embedded.adminUrl, close: () => embedded.stop() };
}

async function dropTemplates(adminUrl: string, template: string): Promise<void> {
  await dropTemplate(adminUrl, template);
  await dropTemplate(adminUrl, seededTemplateOf(template));
}

async function dropTemplate(adminUrl: string, template: string): Promise<void> {
  const exists = `SELECT FROM pg_database WHERE datname = '${template}'`;
  if ((await administer(adminUrl, exists)) === 0) return;
  await administer(adminUrl, `ALTER DATABASE ${template} WITH IS_TEMPLATE false`);
  await administer(adminUrl, `DROP DATABASE ${template} WITH (FORCE)`);
}

/** Runs one statement on a connection of its own; answers how many rows came back. */
async function administer(adminUrl: string, statement: string): Promise<number> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    return (await sql.unsafe(statement)).length;
  } finally {
    await sql.end();
  }
}
