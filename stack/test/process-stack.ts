import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { CONTEXTS, loginRole } from "#drizzle/contexts.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import { createProcessGroup, type ProcessGroup } from "../distributed/process-group.ts";
import { startDistributed, SUBGRAPHS, type SubgraphName } from "../distributed/distributed.ts";
import { THROW_AWAY, unmeasuredEnvironment } from "./config.ts";
import { SEALING_KEY } from "./seeded-database.ts";

/** A process that a test can end: of the distributed stack, or the one that is the whole stack. */
export type ProcessName = SubgraphName | "router" | "stack";

/** A stack of which no part is in the process of the test. */
export interface ProcessStack extends Pick<ProcessGroup<ProcessName>, "process" | "restart"> {
  readonly url: string;
  /** Every process, the one that clients call first. */
  readonly names: readonly ProcessName[];
  stop(): Promise<void>;
}

/** What {@link startProcessStack} may be given. */
export interface ProcessStackOptions {
  /** How long a process goes on answering after SIGTERM. */
  readonly drainMs: number;
  /** Called for each line that a process prints. */
  readonly onLine: (line: string) => void;
  /** See `startDistributed`; never called in one process. */
  readonly intercept?: (name: SubgraphName, url: string) => Promise<string>;
}

const START = fileURLToPath(new URL("../start.ts", import.meta.url));

/** Starts the programs that `npm start`, or `start:router` and `start:subgraph`, run. */
export async function startProcessStack(
  database: TestDatabase,
  { drainMs, onLine, ...options }: ProcessStackOptions,
): Promise<ProcessStack> {
  const settings = { ...THROW_AWAY, CLINIC_DRAIN_MS: String(drainMs), LOG_LEVEL: "debug" };
  const env = unmeasuredEnvironment(settings);
  if (inject("topology") === "distributed") {
    const urlFor = (context: Parameters<typeof loginRole>[0]): string => database.urlFor(loginRole(context));
    const stack = await startDistributed({
      urlFor,
      env,
      sealingKey: SEALING_KEY,
      onLine: (_name, line) => onLine(line),
      ...options,
    });
    return {
      ...stack,
      process: (name) => stack.process(partOf(name)),
      restart: (name) => stack.restart(partOf(name)),
      names: ["router", ...SUBGRAPHS],
      stop: async () => {
        await stack.stop();
      },
    };
  }
  const group = createProcessGroup<ProcessName>();
  const urls = CONTEXTS.map((context) => [
    `${context.toUpperCase()}_DATABASE_URL`,
    database.urlFor(loginRole(context)),
  ]);
  const definition = {
    name: "stack",
    args: [START],
    env: {
      ...env,
      ...(Object.fromEntries(urls) as Record<string, string>),
      MIGRATION_DATABASE_URL: database.adminUrl,
      CLINIC_SEALING_KEY: Buffer.from(SEALING_KEY).toString("base64"),
    },
    onLine,
  };
  const { url } = await group.start("stack", definition, "CLINIC_ROUTER_PORT");
  return {
    ...group,
    url,
    names: ["stack"],
    stop: async () => {
      await group.end("stack");
    },
  };
}

function partOf(name: ProcessName): SubgraphName | "router" {
  if (name === "stack") throw new Error("The distributed stack is no process.");
  return name;
}
