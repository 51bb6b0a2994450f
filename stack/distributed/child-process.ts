import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";
import type { ListeningReport } from "#shared/process/run-process.ts";

/** How a process of the stack is started. */
export interface ProcessDefinition {
  /** `router` or the name of a subgraph. */
  readonly name: string;
  /** Arguments of Node: the program and its own. */
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Called for each line that the process prints. */
  readonly onLine: (line: string) => void;
}

/** A running process of the stack. */
export interface StackProcess {
  readonly name: string;
  readonly pid: number;
  /** Where it listens, e.g. `http://localhost:4002`. */
  readonly url: string;
  /** Where its metrics are; undefined when it serves none. */
  readonly metricsUrl: string | undefined;
  /** Resolves when the process has ended, to its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends a signal, unless the process has ended. */
  signal(signal: "SIGTERM" | "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
}

const reportSchema: z.ZodType<ListeningReport> = z.object({
  listening: z.url(),
  metrics: z.url().optional(),
});

/**
 * Starts a process and waits until it listens. It is not of the terminal's foreground group: Ctrl+C reaches only the
 * parent, which ends its processes in order.
 * @throws Error when it ends before it listens
 */
export async function startStackProcess(definition: ProcessDefinition): Promise<StackProcess> {
  const { name, args, env, onLine } = definition;
  const child = spawn(process.execPath, args, {
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  forEachLine(child.stdout, onLine);
  forEachLine(child.stderr, onLine);
  const ended = once(child, "exit").then(([code]) => z.number().nullable().parse(code));
  const { listening: url, metrics: metricsUrl } = await listening(child, name, ended);
  return {
    name,
    pid: child.pid ?? 0,
    url,
    metricsUrl,
    ended,
    signal: (signal) => void child.kill(signal),
  };
}

async function listening(
  child: ChildProcess,
  name: string,
  ended: Promise<number | null>,
): Promise<ListeningReport> {
  const failed = ended.then((code): never => {
    throw new Error(`The process "${name}" ended with ${String(code)} before it listened.`);
  });
  failed.catch(() => undefined);
  const messages: unknown = await Promise.race([once(child, "message"), failed]);
  return z.tuple([reportSchema], z.unknown()).parse(messages)[0];
}

function forEachLine(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream !== null) createInterface(stream).on("line", onLine);
}
