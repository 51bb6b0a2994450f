import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClusterRequest, ensureCluster } from "./cluster.ts";

let home = "";

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "clinic-cluster-"));
});

afterEach(async () => {
  await rm(home, { recursive: true });
});

function request(initdb = "/bin/false"): ClusterRequest {
  const binaries = { initdb, postgres: "/bin/false", majorVersion: "17" };
  return { home, binaries, user: undefined, durability: "none" };
}

async function writeCluster(version: string): Promise<void> {
  await mkdir(join(home, "cluster"));
  await writeFile(join(home, "cluster", "PG_VERSION"), `${version}\n`);
}

describe("the cluster of a data directory", () => {
  it("keeps the password it was made with", async () => {
    await writeCluster("17");
    await writeFile(join(home, "superuser-password"), "secret");
    expect(await ensureCluster(request())).toBe("secret");
  });

  it("is refused when another major version made it", async () => {
    await writeCluster("16");
    await expect(ensureCluster(request())).rejects.toMatchObject({
      failure: "DATA_DIRECTORY_UNUSABLE",
      message: expect.stringContaining("is of Postgres 16 and the programs are of 17"),
    });
  });

  it("is refused without its password file", async () => {
    await writeCluster("17");
    await expect(ensureCluster(request())).rejects.toThrow("superuser-password is missing");
  });

  it("is made anew after a run that was killed half-way", async () => {
    await mkdir(join(home, "cluster.unfinished-0a1b"));
    const initdb = join(home, "initdb");
    await writeFile(initdb, '#!/bin/sh\necho 17 > "$2/PG_VERSION"\n', { mode: 0o755 });
    const password = await ensureCluster(request(initdb));
    expect((await readdir(home)).sort()).toEqual(["cluster", "initdb", "superuser-password"]);
    expect(await readFile(join(home, "superuser-password"), "utf8")).toBe(password);
    expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  it("tells what initdb said when it fails", async () => {
    const initdb = join(home, "initdb");
    await writeFile(initdb, "#!/bin/sh\necho 'no space left' >&2; exit 1\n", { mode: 0o755 });
    await expect(ensureCluster(request(initdb))).rejects.toMatchObject({
      failure: "START_FAILED",
      message: "initdb failed: no space left",
    });
    expect(await readdir(home)).not.toContain("cluster");
  });
});
