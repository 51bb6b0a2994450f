import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { loginRole, type Context } from "#drizzle/contexts.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import { startDistributed } from "../distributed/distributed.ts";
import { childEnvironment, THROW_AWAY } from "./config.ts";
import { SEALING_KEY } from "./seeded-database.ts";
import type { StackProgramSettings } from "./stack-program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A stack in processes of its own, which send their spans to a collector. */
export interface TracedStack {
  readonly url: string;
  stop(): Promise<void>;
}

/** Where the processes find what they need. */
export interface TracedStackOptions {
  readonly database: TestDatabase;
  /** Address of the collector. */
  readonly endpoint: string;
}

/** Router and subgraphs in one process. */
export async function startTracedProcess({ database, endpoint }: TracedStackOptions): Promise<TracedStack> {
  const urlOf = (context: Context): string => database.urlFor(loginRole(context));
  const settings: StackProgramSettings = {
    urls: {
      auth: urlOf("auth"),
      users: urlOf("users"),
      appointments: urlOf("appointments"),
      audit: urlOf("audit"),
      messaging: urlOf("messaging"),
      platform: urlOf("platform"),
    },
    sealingKey: Buffer.from(SEALING_KEY).toString("base64"),
  };
  const program = run("stack/test/stack-program.ts", tracing(endpoint), settings);
  return { url: await urlFrom(program), stop: () => end([program]) };
}

/** Router and subgraphs each in a process, joined by sockets. */
export async function startTracedProcesses(options: TracedStackOptions): Promise<TracedStack> {
  const { database, endpoint } = options;
  const stack = await startDistributed({
    urlFor: (context) => database.urlFor(loginRole(context)),
    env: childEnvironment({ ...THROW_AWAY, ...tracing(endpoint) }),
    sealingKey: SEALING_KEY,
    onLine: (name, line) => process.stderr.write(`${name}: ${line}\n`),
  });
  return {
    url: stack.url,
    stop: async () => {
      await stack.stop();
    },
  };
}

function tracing(endpoint: string): Record<string, string> {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: "50" };
}

function run(program: string, environment: Readonly<Record<string, string>>, settings: object): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--import", join(ROOT, "shared/process/register.ts"), join(ROOT, program)],
    { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"], env: childEnvironment(environment) },
  );
  child.stdin.write(`${JSON.stringify(settings)}\n`);
  return child;
}

const lineSchema = z.object({ url: z.url().optional() });

/** The address in the first line that has one. */
async function urlFrom({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("The program has no pipes.");
  for await (const line of createInterface(stdout)) {
    const { url } = lineSchema.parse(JSON.parse(line));
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error("The program ended before it served.");
}

async function end(programs: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    programs.map(async (program) => {
      if (program.exitCode !== null) return;
      program.kill("SIGTERM");
      await once(program, "exit");
    }),
  );
}
