import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { seedWorld } from "#drizzle/seed/index.ts";
import { makeScratchDirectory } from "#shared/db/embedded-postgres.ts";
import { systemClock } from "#shared/time/clock.ts";
import { silentProgress } from "../progress.ts";
import { startEmbeddedDatabase, type StackDatabase } from "../stack-database.ts";
import { NODE_OPTIONS, unmeasuredEnvironment } from "./config.ts";
import type { StackProgramSettings } from "./stack-program.ts";

const PROGRAM = new URL("stack-program.ts", import.meta.url).pathname;
const reportSchema = z.object({ url: z.url() });

/** A seeded stack in a process of its own, on a database that keeps what it has committed. */
export interface KillableStack {
  /** URL of the superuser, in the stack's database. */
  readonly adminUrl: () => string;
  /** Starts what is not running; resolves to the router's URL. */
  start(): Promise<string>;
  /** Kills router and subgraphs with SIGKILL. */
  kill(): Promise<void>;
  /** Kills the database server with SIGKILL, as a power cut would; the data directory stays as it is. */
  killDatabase(): Promise<void>;
  /** Ends everything and removes the data. */
  remove(): Promise<void>;
}

/**
 * Migrates and seeds a database in a directory of its own, and starts nothing else yet.
 * @param starts how often it will be started
 */
export async function makeKillableStack({ starts }: { readonly starts: number }): Promise<KillableStack> {
  const dataDirectory = await makeScratchDirectory("clinic-kill-");
  const sealingKey = randomBytes(32);
  const openDatabase = (): Promise<StackDatabase> =>
    startEmbeddedDatabase({ dataDirectory, durability: "full", progress: silentProgress });
  let database = await openDatabase();
  let isDatabaseKilled = false;
  let program: ChildProcess | undefined;
  // The next one, which loads its code and waits for its settings while the current one is at work.
  const spawnProgram = (): ChildProcess =>
    spawn(process.execPath, [...NODE_OPTIONS, PROGRAM], {
      stdio: ["pipe", "pipe", "inherit"],
      env: unmeasuredEnvironment({}),
    });
  let standby: ChildProcess | undefined = spawnProgram();
  let startsLeft = starts;
  await seedWorld({ adminUrl: database.adminUrl, clock: systemClock, sealingKey, isProduction: false });

  return {
    adminUrl: () => database.adminUrl,
    start: async () => {
      if (isDatabaseKilled) database = await openDatabase();
      isDatabaseKilled = false;
      program = standby;
      if (program === undefined) throw new Error(`It was to be started ${String(starts)} times.`);
      const url = await tellAndWait(program, settingsOf(database, sealingKey.toString("base64")));
      startsLeft -= 1;
      standby = startsLeft > 0 ? spawnProgram() : undefined;
      return url;
    },
    kill: () => end(program),
    killDatabase: async () => {
      isDatabaseKilled = true;
      const pidFile = await readFile(join(dataDirectory, "cluster", "postmaster.pid"), "utf8");
      process.kill(Number(pidFile.split("\n", 1)[0]), "SIGKILL");
      await database.stop();
    },
    remove: async () => {
      await Promise.all([end(program), end(standby)]);
      await database.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function end(program: ChildProcess | undefined): Promise<void> {
  if (program?.exitCode !== null || program.signalCode !== null) return;
  program.kill("SIGKILL");
  await once(program, "exit");
}

function settingsOf(database: StackDatabase, sealingKey: string): StackProgramSettings {
  const urls = {
    auth: database.urlFor("auth"),
    users: database.urlFor("users"),
    appointments: database.urlFor("appointments"),
    audit: database.urlFor("audit"),
    messaging: database.urlFor("messaging"),
    platform: database.urlFor("platform"),
  };
  return { urls, sealingKey };
}

async function tellAndWait(program: ChildProcess, settings: StackProgramSettings): Promise<string> {
  const { stdin, stdout } = program;
  if (stdin === null || stdout === null) throw new Error("The program has no pipes.");
  stdin.write(`${JSON.stringify(settings)}\n`);
  const ended = once(program, "exit").then(([code]): never => {
    throw new Error(`The stack ended with ${String(code)} before it served.`);
  });
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(createInterface(stdout), "line"), ended])) as [string];
  return reportSchema.parse(JSON.parse(line)).url;
}
