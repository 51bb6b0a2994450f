import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { makeScratchDirectory } from "#shared/db/embedded-postgres.ts";
import { silentProgress } from "../progress.ts";
import { startEmbeddedDatabase } from "../stack-database.ts";
import { seedGoldenData, type GoldenDatabase } from "./golden-stack.ts";

/** Copies of the golden data. */
export interface GoldenDatabases {
  /** One more, as it was seeded. */
  open(): Promise<GoldenDatabase>;
  stop(): Promise<void>;
}

/** Starts a throw-away server of its own with the golden data. */
export async function startGoldenDatabases(): Promise<GoldenDatabases> {
  const dataDirectory = await makeScratchDirectory("clinic-golden-");
  const server = await startEmbeddedDatabase({ dataDirectory, durability: "none", progress: silentProgress });
  try {
    await seedGoldenData(server.adminUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    open: async () => {
      const name = `golden_${randomBytes(4).toString("hex")}`;
      const sql = postgres(atDatabase(server.adminUrl, "postgres"), { max: 1, onnotice: () => undefined });
      const template = new URL(server.adminUrl).pathname.slice(1);
      await sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`;
      await sql.end();
      return {
        adminUrl: atDatabase(server.adminUrl, name),
        urlFor: (context) => atDatabase(server.urlFor(context), name),
      };
    },
    stop: () => server.stop(),
  };
}

function atDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
