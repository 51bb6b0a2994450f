import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimDataDirectory, discardStaleClaim } from "./data-directory-claim.ts";
import { findProcess } from "./process-table.ts";

let home = "";

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "clinic-claim-"));
});

afterEach(async () => {
  await rm(home, { recursive: true });
});

const writeClaim = (text: string): Promise<void> => writeFile(join(home, "claim.json"), text);

describe("the claim on a data directory", () => {
  it("is refused to a second holder, naming the first, and free again afterwards", async () => {
    const release = await claimDataDirectory(home);
    await expect(claimDataDirectory(home)).rejects.toMatchObject({
      failure: "DATA_DIRECTORY_IN_USE",
      message: expect.stringContaining(`this program (pid ${process.pid})`),
    });
    await release();
    expect(await readdir(home)).toEqual([]);
    await (
      await claimDataDirectory(home)
    )();
  });

  it("is refused while another live program has it", async () => {
    const other = spawn("sleep", ["60"]);
    await once(other, "spawn");
    const pid = Number(other.pid);
    const startedAt = (await findProcess(pid))?.startedAt;
    await writeClaim(JSON.stringify({ pid, startedAt }));
    await expect(claimDataDirectory(home)).rejects.toThrow(
      `already in use by a running program (pid ${pid})`,
    );
    expect(await readdir(home)).toEqual(["claim.json"]);
    other.kill();
  });

  it.each([
    ["of a program that ended", JSON.stringify({ pid: 2 ** 22 + 1, startedAt: "1" })],
    [
      "of an earlier program with the pid of a live one",
      JSON.stringify({ pid: process.pid, startedAt: "1" }),
    ],
    ["that is no claim", "{}"],
    ["that is no JSON", "{"],
  ])("replaces one %s", async (_what, text) => {
    await writeClaim(text);
    const release = await claimDataDirectory(home);
    expect(await readdir(home)).toEqual(["claim.json"]);
    expect(JSON.parse(await readFile(join(home, "claim.json"), "utf8"))).toMatchObject({ pid: process.pid });
    await release();
  });

  it("puts back a claim that another program made while it judged the stale one", async () => {
    await writeClaim("new");
    await discardStaleClaim(join(home, "claim.json"), "stale");
    expect(await readdir(home)).toEqual(["claim.json"]);
    expect(await readFile(join(home, "claim.json"), "utf8")).toBe("new");
  });

  it("lets another program be the one that discards the stale claim", async () => {
    await discardStaleClaim(join(home, "claim.json"), "stale");
    expect(await readdir(home)).toEqual([]);
  });

  it("tells when the directory does not exist", async () => {
    await expect(claimDataDirectory(join(home, "missing"))).rejects.toThrow("ENOENT");
  });
});
