import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { programEnvironment } from "./config.ts";
import { pinned, type Core } from "./pinning.ts";

/** How the router's own program is started. */
export interface RouterProgramOptions {
  /** Arguments, given the port; without them the port goes by environment. */
  readonly args: readonly string[] | ((port: number) => readonly string[]);
  readonly env: Readonly<Record<string, string>>;
  readonly core: Core;
  readonly nodeOptions: readonly string[];
}

/** A program that listens. */
export interface RunningProgram {
  /** Its address, without path. */
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

const PROGRAM = new URL("../router/index.ts", import.meta.url).pathname;
const POLL_MS = 25;
const START_TIMEOUT_MS = 30_000;

/** Runs `router/index.ts`; its log, which has a line for every request, goes nowhere. */
export async function startRouterProgram(options: RouterProgramOptions): Promise<RunningProgram> {
  const port = await freePort();
  const args = typeof options.args === "function" ? options.args(port) : options.args;
  const command = pinned(
    { file: process.execPath, args: [...options.nodeOptions, PROGRAM, ...args] },
    options.core,
  );
  const byEnvironment = typeof options.args === "function" ? {} : { CLINIC_ROUTER_PORT: String(port) };
  const child = spawn(command.file, command.args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: programEnvironment({ ...options.env, ...byEnvironment }),
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command.file} could not be started.`);
  // It has no standard input that would end with this process.
  const endNow = (): boolean => child.kill("SIGKILL");
  process.once("exit", endNow);
  child.once("exit", () => process.off("exit", endNow));
  const url = `http://localhost:${String(port)}`;
  await untilReady(url, child);
  return { url, pid, stop: () => end(child) };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const latestAt = performance.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && performance.now() < latestAt) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.status === 200) return;
    await pause(POLL_MS);
  }
  child.kill("SIGKILL");
  throw new Error("The router did not become ready.");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("There is no free port.");
  return address.port;
}
