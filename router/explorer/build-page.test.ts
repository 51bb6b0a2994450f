import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildPage } from "./build-page.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "clinic-page-"));
});
afterEach(() => rm(directory, { recursive: true }));

it("is not built into a folder that has other files", async () => {
  await writeFile(join(directory, "thesis.txt"), "years of work");
  await expect(buildPage({ outputDirectory: directory })).rejects.toThrow(
    `${directory} has files that are not the explorer's: nothing was built into it.`,
  );
  expect(await readdir(directory)).toEqual(["thesis.txt"]);
});
