import { chmod, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EmbeddedProgram, startInProgram } from "#shared/testing/embedded-program.ts";
import { findProcess } from "./embedded/process-table.ts";
import { watchOver } from "./embedded/throw-away-watchdog.ts";
import { makeScratchDirectory, startEmbeddedPostgres } from "./embedded-postgres.ts";

let scratch = "";
let dataDirectory = "";
const programs: EmbeddedProgram[] = [];

beforeEach(async () => {
  scratch = await makeScratchDirectory("clinic-killed-");
  await chmod(scratch, 0o755);
  dataDirectory = join(scratch, "data");
});

afterEach(async () => {
  for (const program of programs.splice(0)) await program.end();
  await rm(scratch, { recursive: true, force: true });
});

async function startProgram(durability: "full" | "none"): Promise<{ program: EmbeddedProgram; url: string }> {
  const program = await startInProgram({ dataDirectory, durability });
  programs.push(program);
  if ("failure" in program.report) throw new Error(program.report.message);
  return { program, url: program.report.adminUrl };
}

async function query(adminUrl: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

async function readServerPid(): Promise<number> {
  return Number((await readFile(join(dataDirectory, "cluster", "postmaster.pid"), "utf8")).split("\n", 1)[0]);
}

describe("a program that is killed", () => {
  it("leaves a server that the next start takes over with its data and port", async () => {
    const { program, url } = await startProgram("full");
    await query(url, "CREATE TABLE kept AS SELECT 42 AS answer");
    const survivor = await readServerPid();
    await program.kill();
    expect(await findProcess(survivor)).toBeDefined();

    const logger = { info: vi.fn(), warn: vi.fn() };
    const next = await startEmbeddedPostgres({ dataDirectory, durability: "full", logger });
    expect(await findProcess(survivor)).toBeUndefined();
    expect(next.adminUrl).toBe(url);
    expect(await query(next.adminUrl, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    expect(logger.info).toHaveBeenCalledWith(
      expect.objectContaining({ pid: survivor }),
      "Stopping the embedded Postgres of a killed run",
    );
    await next.stop();
  });

  it("takes its throw-away server and the files with it", async () => {
    const { program } = await startProgram("none");
    const server = await readServerPid();
    await program.kill();
    await vi.waitFor(async () => expect(await findProcess(server)).toBeUndefined(), { timeout: 10_000 });
    await vi.waitFor(async () => expect(await readdir(scratch)).toEqual([]), { timeout: 10_000 });
  });
});

describe("a program that runs", () => {
  it("keeps its data directory to itself: a second program is told its pid", async () => {
    const { url } = await startProgram("full");
    await expect(startEmbeddedPostgres({ dataDirectory, durability: "full" })).rejects.toMatchObject({
      failure: "DATA_DIRECTORY_IN_USE",
      message: expect.stringMatching(/already in use by a running program \(pid \d+\)\. Stop it first/),
    });
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("stops its server when it ends in order", async () => {
    const { program } = await startProgram("full");
    const server = await readServerPid();
    await program.end();
    expect(await findProcess(server)).toBeUndefined();
    expect(await readdir(dataDirectory)).not.toContain("claim.json");
  });
});

describe("the watchdog of a throw-away server", () => {
  it("ends the server and removes the files when its lifeline ends, not before", async () => {
    const server = await startEmbeddedPostgres({ dataDirectory, durability: "none" });
    const lifeline = new PassThrough();
    const watching = watchOver(lifeline, { home: dataDirectory, dataDirectory });
    const pid = await readServerPid();
    expect(await query(server.adminUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    lifeline.end();
    await watching;
    expect(await findProcess(pid)).toBeUndefined();
    await expect(stat(dataDirectory)).rejects.toThrow("ENOENT");
    await server.stop();
  });
});
