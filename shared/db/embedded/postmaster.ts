import { spawn } from "node:child_process";
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import type { LaunchLogger } from "./launch-logger.ts";
import { findProcess, type ProcessEntry } from "./process-table.ts";
import type { RunUser } from "./run-user.ts";

const POLL_MS = 10;
/** Crash recovery after a lot of unflushed work takes its time. */
const READY_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 20_000;
const LOG_TAIL_CHARS = 2_000;

/** The environment of every Postgres program we run: nothing of ours leaks in, and its zone and locale are fixed. */
export const POSTGRES_ENVIRONMENT = { LC_ALL: "C.UTF-8", TZ: "UTC" } as const;

/** The parts of `postmaster.pid` we read. */
export interface PostmasterFile {
  readonly pid: number;
  /** Seconds since 1970, as text. */
  readonly startedAt: string;
  readonly isReady: boolean;
}

/** What a server is started with. */
export interface PostmasterPlan {
  /** Path of the `postgres` program. */
  readonly program: string;
  readonly clusterDirectory: string;
  /** Overwritten by each start. */
  readonly logFile: string;
  /** Server settings by name, given on the command line so that they beat the files in the cluster. */
  readonly settings: Readonly<Record<string, string>>;
  readonly user: RunUser | undefined;
  readonly readyTimeoutMs?: number;
}

/** A server that accepts connections. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when it ends, for whatever reason. */
  readonly ended: Promise<void>;
}

/** Reads `postmaster.pid` of a cluster; undefined when there is none. Its last line says `ready` or `starting`. */
export async function readPostmasterFile(clusterDirectory: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(clusterDirectory, "postmaster.pid"), "utf8").catch(() => undefined);
  const lines = text?.split("\n") ?? [];
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, startedAt: `${lines[2]}`, isReady: lines[7]?.trim() === "ready" } : undefined;
}

/** Starts a server and waits until it accepts connections. Raises `START_FAILED` with the end of its log. */
export async function launchPostmaster(plan: PostmasterPlan): Promise<Postmaster> {
  const settings = Object.entries(plan.settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const stale = await readPostmasterFile(plan.clusterDirectory);
  const log = await open(plan.logFile, "w", 0o600);
  // A group of its own: Ctrl-C at the terminal reaches us only, so we still have a database while we shut down.
  const child = spawn(plan.program, ["-D", plan.clusterDirectory, ...settings], {
    ...plan.user,
    cwd: "/",
    env: POSTGRES_ENVIRONMENT,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  child.unref();
  const life = { hasEnded: false };
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      life.hasEnded = true;
      resolve();
    };
    child.once("exit", end).once("error", end);
  });
  await log.close();

  const deadline = performance.now() + (plan.readyTimeoutMs ?? READY_TIMEOUT_MS);
  while (!life.hasEnded && performance.now() < deadline) {
    const file = await readPostmasterFile(plan.clusterDirectory);
    // In a container pids repeat: a file left by the killed server may name the very pid of the new one.
    const isNew = file?.pid !== stale?.pid || file?.startedAt !== stale?.startedAt;
    if (file?.isReady === true && file.pid === child.pid && isNew) return { pid: file.pid, ended };
    await pause(POLL_MS);
  }
  const reason = life.hasEnded ? "ended while starting" : "did not become ready in time";
  if (child.pid !== undefined) await stopProcess(child.pid, ["SIGQUIT"]);
  throw new EmbeddedPostgresError(
    "START_FAILED",
    `The embedded Postgres ${reason}. The end of its log:\n${await readLogTail(plan.logFile)}`,
  );
}

async function readLogTail(logFile: string): Promise<string> {
  const text = await readFile(logFile, "utf8");
  return text.slice(-LOG_TAIL_CHARS).trim();
}

/**
 * Ends a process by the given signals, each tried for `graceMs` before the next: for a Postgres server SIGINT is the
 * fast and SIGQUIT the immediate shutdown. Does nothing when it is gone already; raises `STOP_FAILED` when it stays.
 */
export async function stopProcess(
  pid: number,
  signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"],
  graceMs: number = STOP_GRACE_MS,
): Promise<void> {
  const target = await findProcess(pid);
  if (target === undefined) return;
  for (const signal of signals) {
    sendSignal(pid, signal);
    const deadline = performance.now() + graceMs;
    while (performance.now() < deadline) {
      const current = await findProcess(pid);
      if (current?.startedAt !== target.startedAt) return;
      await pause(POLL_MS);
    }
  }
  throw new EmbeddedPostgresError("STOP_FAILED", `The process ${pid} (${target.commandLine}) does not end.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone since we looked, or another user's: the wait that follows tells which.
  }
}

/**
 * Stops the server of a cluster that outlived a killed parent, and clears a `postmaster.pid` whose pid now belongs to
 * a program that is no Postgres. A file whose process is gone is left: Postgres itself judges it, and better, because
 * it also looks for orphaned backends.
 */
export async function stopSurvivor(clusterDirectory: string, logger?: LaunchLogger): Promise<void> {
  const file = await readPostmasterFile(clusterDirectory);
  if (file === undefined) return;
  const found = await findProcess(file.pid);
  if (found === undefined) return;
  if (isPostmasterOf(found, clusterDirectory)) {
    logger?.info({ pid: file.pid, clusterDirectory }, "Stopping the embedded Postgres of a killed run");
    await stopProcess(file.pid);
  } else if (!isPostgres(found)) {
    logger?.warn(
      { pid: file.pid, clusterDirectory },
      "Removing a postmaster.pid that names a foreign process",
    );
    await rm(join(clusterDirectory, "postmaster.pid"), { force: true });
  }
}

function isPostgres(found: ProcessEntry): boolean {
  return /(^|[\\/])postgres(\.exe)?( |$)/.test(found.commandLine);
}

// The server changes into its cluster, so the working directory tells even when the cluster was moved meanwhile.
function isPostmasterOf(found: ProcessEntry, clusterDirectory: string): boolean {
  const isItsCluster =
    found.workingDirectory === clusterDirectory || found.commandLine.includes(` -D ${clusterDirectory} `);
  return isPostgres(found) && isItsCluster;
}
