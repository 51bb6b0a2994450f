import { readdir, rm } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { isMemoryUsable, makeScratchDirectory } from "./scratch-directory.ts";

const GIB = 1024 ** 3;
const mounts = (options: string): string =>
  `/dev/vda / ext4 rw,relatime 0 0\ntmpfs /dev/shm tmpfs ${options} 0 0\n`;

describe("the directory of a throw-away cluster", () => {
  it("is new and empty", async () => {
    const directory = await makeScratchDirectory("clinic-scratch-");
    expect(basename(directory)).toMatch(/^clinic-scratch-/);
    expect(await readdir(directory)).toEqual([]);
    await rm(directory, { recursive: true });
  });

  it("is in memory where there is room and programs may run", () => {
    expect(isMemoryUsable(mounts("rw,nosuid,nodev"), 2 * GIB)).toBe(true);
  });

  it.each([
    ["is too small", mounts("rw,nosuid"), 2 * GIB - 1],
    ["runs no programs", mounts("rw,nosuid,nodev,noexec"), 4 * GIB],
    ["is read-only", mounts("ro"), 4 * GIB],
    ["is missing", "/dev/vda / ext4 rw,relatime 0 0\n", 4 * GIB],
    ["is unknown, as outside of Linux", "", 0],
  ])("is on disk where memory %s", (_reason, text, freeBytes) => {
    expect(isMemoryUsable(text, freeBytes)).toBe(false);
  });
});
