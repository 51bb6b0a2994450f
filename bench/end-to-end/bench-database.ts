import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import type { Context } from "#drizzle/contexts.ts";
import { seedWorld } from "#drizzle/seed/index.ts";
import { makeScratchDirectory } from "#shared/db/embedded-postgres.ts";
import { systemClock } from "#shared/time/clock.ts";
import { silentProgress } from "../../stack/progress.ts";
import { startEmbeddedDatabase } from "../../stack/stack-database.ts";

/** A seeded, throw-away database. */
export interface BenchDatabase {
  /** URL of a context's own login role. */
  readonly urlFor: (context: Context) => string;
  /** URL of the superuser. */
  readonly adminUrl: string;
  /** Superuser connection, for what the load is made of. */
  readonly admin: postgres.Sql;
  /** Process id of Postgres' parent process. */
  readonly postmasterPid: number;
  /** Of all stacks on it: what the first seals the others must open. */
  readonly sealingKey: Uint8Array;
  stop(): Promise<void>;
}

/** Starts an embedded Postgres without durability (no fsync) and seeds the synthetic world. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const dataDirectory = await makeScratchDirectory("clinic-bench-");
  const database = await startEmbeddedDatabase({
    dataDirectory,
    durability: "none",
    progress: silentProgress,
  });
  const sealingKey = randomBytes(32);
  await seedWorld({ adminUrl: database.adminUrl, clock: systemClock, sealingKey, isProduction: false });
  const pidFile = await readFile(join(dataDirectory, "cluster", "postmaster.pid"), "utf8");
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  // So that no statement has to be planned on guesses about tables that were just filled.
  await admin`analyze`;
  return {
    urlFor: (context) => database.urlFor(context),
    adminUrl: database.adminUrl,
    admin,
    sealingKey,
    postmasterPid: Number(pidFile.split("\n", 1)[0]),
    stop: async () => {
      await admin.end();
      await database.stop();
    },
  };
}
