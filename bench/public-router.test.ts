import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentIdOf, readManifests } from "../router/documents/manifest.ts";
import { writeManifest } from "./public-router.ts";

it("registers documents as a router reads them", async () => {
  const directory = await mkdtemp(join(tmpdir(), "clinic-bench-"));
  try {
    const text = "{ viewer { roles } }";
    const documents = { [documentIdOf(text)]: text };
    await writeManifest(directory, { client: "web", kind: "PAGES", documents });
    expect(await readManifests(directory)).toEqual([
      { client: "web", kind: "PAGES", version: "1", documents },
    ]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
