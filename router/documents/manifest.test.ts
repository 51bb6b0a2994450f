import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentIdOf, readManifests } from "./manifest.ts";

const TEXT = "query Now { viewer { roles } }";
const MANIFEST = { client: "lab", kind: "PROGRAM", version: "1", documents: { [documentIdOf(TEXT)]: TEXT } };

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "clinic-manifests-"));
  await mkdir(join(directory, "lab", "manifests"), { recursive: true });
});
afterEach(() => rm(directory, { recursive: true }));

const write = (manifest: unknown, name = "1.json"): Promise<void> =>
  writeFile(join(directory, "lab", "manifests", name), JSON.stringify(manifest));

describe("readManifests", () => {
  it("reads every version of every client", async () => {
    await write(MANIFEST);
    await write({ ...MANIFEST, version: "2" }, "2.json");
    const manifests = await readManifests(directory);
    expect(manifests.map(({ client, version }) => `${client} ${version}`).sort()).toEqual(["lab 1", "lab 2"]);
  });

  it.each([
    ["a text that was changed", { ...MANIFEST, documents: { [documentIdOf(TEXT)]: `${TEXT} ` } }],
    ["an id that is no hash", { ...MANIFEST, documents: { now: TEXT } }],
    ["a client that is no name", { ...MANIFEST, client: "../web" }],
    ["anything unknown", { ...MANIFEST, retired: true }],
    ["no documents", { client: "lab", kind: "PROGRAM", version: "1" }],
    ["a kind that there is not", { ...MANIFEST, kind: "ROBOT" }],
    ["what is of another client than its folder", { ...MANIFEST, client: "web" }],
    ["what is of another version than its name", { ...MANIFEST, version: "2" }],
  ])("refuses %s, naming the file", async (_what, manifest) => {
    await write(manifest);
    await expect(readManifests(directory)).rejects.toThrow("lab/manifests/1.json");
  });
});
