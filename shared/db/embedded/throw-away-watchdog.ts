import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { clusterDirectoryOf } from "./cluster.ts";
import { readPostmasterFile, stopProcess } from "./postmaster.ts";

/** Where a throw-away cluster lives: its real directory, and the path it was asked for by (a link, at times). */
export interface ThrowAwayPlace {
  readonly home: string;
  readonly dataDirectory: string;
}

/** Ends the server of a throw-away cluster at once and removes its files; does nothing when they are gone. */
export async function discardThrowAway({ home, dataDirectory }: ThrowAwayPlace): Promise<void> {
  const file = await readPostmasterFile(clusterDirectoryOf(home));
  if (file !== undefined) await stopProcess(file.pid, ["SIGQUIT"]);
  for (const path of [home, dataDirectory]) await rm(path, { recursive: true, force: true, maxRetries: 10 });
}

/** Waits for the end of `lifeline`, then discards the cluster. This is the whole work of the watchdog process. */
export async function watchOver(lifeline: Readable, place: ThrowAwayPlace): Promise<void> {
  lifeline.resume();
  await finished(lifeline);
  await discardThrowAway(place);
}

/**
 * Starts a process of its own that discards the cluster when this process ends, even by SIGKILL: the operating system
 * then closes the pipe between the two. The returned function ends it; call it when the cluster is discarded.
 */
export function startWatchdog({ home, dataDirectory }: ThrowAwayPlace): () => void {
  const program = [fileURLToPath(import.meta.url), home, dataDirectory];
  const watchdog = spawn(process.execPath, program, {
    cwd: "/",
    env: {},
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.unref();
  return () => {
    watchdog.stdin.end();
  };
}

if (import.meta.main) {
  const [home = "", dataDirectory = ""] = process.argv.slice(2);
  await watchOver(process.stdin, { home, dataDirectory });
}
