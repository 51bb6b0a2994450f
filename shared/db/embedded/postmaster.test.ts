import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findProcess } from "./process-table.ts";
import { launchPostmaster, readPostmasterFile, stopProcess, stopSurvivor } from "./postmaster.ts";

let cluster = "";
const children: ChildProcess[] = [];

beforeEach(async () => {
  cluster = await mkdtemp(join(tmpdir(), "clinic-postmaster-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(cluster, { recursive: true });
});

/** A shell that ignores the named signals; answers its pid when it does. */
async function startDeaf(ignored: string, program = "sh", args: readonly string[] = []): Promise<number> {
  const script = `trap '' ${ignored}; echo ready; while true; do sleep 0.05; done`;
  const child = spawn(program, ["-c", script, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await once(child.stdout, "data");
  return Number(child.pid);
}

const writePid = (pid: number): Promise<void> =>
  writeFile(
    join(cluster, "postmaster.pid"),
    `${pid}\n${cluster}\n1700000000\n40000\n\n127.0.0.1\n 1 2\nready   \n`,
  );

describe("postmaster.pid", () => {
  it("tells pid, start and readiness", async () => {
    await writePid(77);
    expect(await readPostmasterFile(cluster)).toEqual({ pid: 77, startedAt: "1700000000", isReady: true });
  });

  it("is undefined when missing or empty", async () => {
    expect(await readPostmasterFile(cluster)).toBeUndefined();
    await writeFile(join(cluster, "postmaster.pid"), "");
    expect(await readPostmasterFile(cluster)).toBeUndefined();
  });
});

describe("stopping a process", () => {
  it("tries the next signal when the first does not help", async () => {
    const pid = await startDeaf("INT");
    await stopProcess(pid, ["SIGINT", "SIGQUIT"], 1_000);
    expect(await findProcess(pid)).toBeUndefined();
  });

  it("says so when none helps", async () => {
    const pid = await startDeaf("INT QUIT");
    await expect(stopProcess(pid, ["SIGINT", "SIGQUIT"], 30)).rejects.toMatchObject({
      failure: "STOP_FAILED",
    });
  });

  it("has nothing to do for one that is gone", async () => {
    await expect(stopProcess(2 ** 22 + 1)).resolves.toBeUndefined();
  });
});

describe("the server of a killed run", () => {
  const logger = { info: vi.fn(), warn: vi.fn() };

  it("is stopped when it is a postgres of this cluster", async () => {
    // A shell under the name postgres, with the arguments of a server.
    const program = join(cluster, "postgres");
    await symlink("/bin/sh", program);
    const pid = await startDeaf("HUP", program, ["-D", cluster, "-c", "port=1"]);
    await writePid(pid);
    await stopSurvivor(cluster, logger);
    expect(await findProcess(pid)).toBeUndefined();
    expect(logger.info).toHaveBeenCalledOnce();
  });

  it("is left alone when it is a postgres of another cluster", async () => {
    const program = join(cluster, "postgres");
    await symlink("/bin/sh", program);
    const pid = await startDeaf("HUP", program, ["-D", "/elsewhere", "-c", "port=1"]);
    await writePid(pid);
    await stopSurvivor(cluster, logger);
    expect(process.kill(pid, 0)).toBe(true);
    expect(await readPostmasterFile(cluster)).toMatchObject({ pid });
  });

  it("leaves a foreign process alone and removes the file that names it", async () => {
    await writePid(process.pid);
    await stopSurvivor(cluster, logger);
    expect(await readdir(cluster)).toEqual([]);
    expect(logger.warn).toHaveBeenCalledOnce();
  });

  it("leaves the file of a process that is gone to Postgres itself", async () => {
    await writePid(2 ** 22 + 1);
    await stopSurvivor(cluster);
    expect(await readdir(cluster)).toEqual(["postmaster.pid"]);
  });
});

describe("starting a server", () => {
  const plan = (program: string): Parameters<typeof launchPostmaster>[0] => ({
    program,
    clusterDirectory: cluster,
    logFile: join(cluster, "server.log"),
    settings: {},
    user: undefined,
    readyTimeoutMs: 50,
  });

  async function writeProgram(lines: string): Promise<string> {
    const program = join(cluster, "program");
    await writeFile(program, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
    return program;
  }

  it("fails with the end of the log when the server ends", async () => {
    const program = await writeProgram("echo 'FATAL:  no such thing' >&2; exit 1");
    await expect(launchPostmaster({ ...plan(program), readyTimeoutMs: 10_000 })).rejects.toMatchObject({
      failure: "START_FAILED",
      message: expect.stringMatching(/ended while starting[^]*FATAL: {2}no such thing$/),
    });
  });

  it("fails when the program cannot be run", async () => {
    await expect(launchPostmaster(plan(join(cluster, "missing")))).rejects.toThrow("ended while starting");
  });

  it("fails and ends the server when it does not become ready in time", async () => {
    const program = await writeProgram("echo $$; exec sleep 60");
    const starting = launchPostmaster({ ...plan(program), readyTimeoutMs: 300 });
    await expect(starting).rejects.toThrow("did not become ready in time");
    const pid = Number(await readFile(join(cluster, "server.log"), "utf8"));
    expect(await findProcess(pid)).toBeUndefined();
  });
});
