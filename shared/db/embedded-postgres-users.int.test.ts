import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startInProgram } from "#shared/testing/embedded-program.ts";
import { findBinariesPackage } from "./embedded/binaries.ts";
import { canEnter } from "./embedded/run-user.ts";
import { makeScratchDirectory, startEmbeddedPostgres } from "./embedded-postgres.ts";

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
/** Whom neither root nor this launcher would choose. */
const DAEMON = { uid: 1, gid: 1 };
const CAN_BE_NOBODY = IS_ROOT && (await canEnter(NOBODY, dirname(process.execPath)));
if (!CAN_BE_NOBODY) {
  process.emitWarning(
    "SKIPPED: tests of root and of switching users need root, in a project that others may read.",
  );
}

let scratch = "";

beforeEach(async () => {
  scratch = await makeScratchDirectory("clinic-users-");
  await chmod(scratch, 0o755);
});

afterEach(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function askWho(adminUrl: string): Promise<unknown> {
  const sql = postgres(adminUrl, { max: 1 });
  try {
    const [row] = await sql`SELECT current_user AS name`;
    return row?.["name"];
  } finally {
    await sql.end();
  }
}

describe.runIf(CAN_BE_NOBODY)("a normal user", () => {
  it("starts and stops an embedded Postgres of its own", async () => {
    await chown(scratch, NOBODY.uid, NOBODY.gid);
    const dataDirectory = join(scratch, "project", ".data");
    const program = await startInProgram({ dataDirectory, durability: "full" }, NOBODY);
    expect(program.report).toMatchObject({ dataDirectory });
    expect("adminUrl" in program.report && (await askWho(program.report.adminUrl))).toBe("postgres");
    expect((await stat(join(dataDirectory, "cluster"))).uid).toBe(NOBODY.uid);
    await program.end();
  });

  it("is told that a data directory belongs to somebody else", async () => {
    const dataDirectory = join(scratch, "data");
    await mkdir(dataDirectory, { mode: 0o700 });
    const program = await startInProgram({ dataDirectory, durability: "full" }, NOBODY);
    expect(program.report).toMatchObject({
      failure: "DATA_DIRECTORY_UNUSABLE",
      message: expect.stringMatching(
        /cannot be used: EACCES.*Start as the user who made it, or choose another\./,
      ),
    });
  });
});

describe.runIf(CAN_BE_NOBODY)("root", () => {
  it("lets the server's user write in the cluster only", async () => {
    const dataDirectory = join(scratch, "data");
    const server = await startEmbeddedPostgres({ dataDirectory, durability: "full" });
    expect((await stat(dataDirectory)).uid).toBe(0);
    expect((await stat(join(dataDirectory, "cluster"))).uid).not.toBe(0);
    await server.stop();
  });

  it("leaves a normal user's cluster to that user", async () => {
    const dataDirectory = join(scratch, "data");
    await mkdir(dataDirectory, { mode: 0o700 });
    await chown(dataDirectory, DAEMON.uid, DAEMON.gid);
    const asUser = await startInProgram({ dataDirectory, durability: "full" }, DAEMON);
    expect(asUser.report).toMatchObject({ dataDirectory });
    await asUser.end();
    const server = await startEmbeddedPostgres({ dataDirectory, durability: "full" });
    expect((await stat(join(dataDirectory, "cluster", "postmaster.pid"))).uid).toBe(DAEMON.uid);
    await server.stop();
  });

  it("starts in a project that only root may enter, with install scripts blocked, and keeps its data", async () => {
    const project = join(scratch, "closed");
    await mkdir(project, { mode: 0o700 });
    const binariesPackageDirectory = join(project, "package");
    await cp(findBinariesPackage(process.platform, process.arch), binariesPackageDirectory, {
      recursive: true,
    });
    await removeLinks(join(binariesPackageDirectory, "native", "lib"));
    const options = {
      dataDirectory: join(project, ".data", "postgres"),
      relocationRoot: join(scratch, "relocated"),
      binariesPackageDirectory,
      durability: "full",
    } as const;

    const first = await startEmbeddedPostgres(options);
    expect(await askWho(first.adminUrl)).toBe("postgres");
    expect(dirname(first.dataDirectory)).toBe(join(await realpath(scratch), "relocated"));
    expect(await readlink(options.dataDirectory)).toBe(first.dataDirectory);
    await first.stop();
    const second = await startEmbeddedPostgres(options);
    expect(second.adminUrl).toBe(first.adminUrl);
    await second.stop();

    await rm(options.dataDirectory);
    const anew = await startEmbeddedPostgres(options);
    expect(anew.dataDirectory).toBe(first.dataDirectory);
    expect(new URL(anew.adminUrl).password).not.toBe(new URL(first.adminUrl).password);
    await anew.stop();
  });

  it("leaves no trace of a throw-away cluster there", async () => {
    const project = join(scratch, "closed");
    await mkdir(project, { mode: 0o700 });
    const relocationRoot = join(scratch, "relocated");
    const dataDirectory = join(project, "data");
    const server = await startEmbeddedPostgres({ dataDirectory, relocationRoot, durability: "none" });
    await server.stop();
    expect(await readdir(project)).toEqual([]);
    expect(await readdir(relocationRoot)).toEqual([]);
  });

  it("forgets a link whose data is gone", async () => {
    const project = join(scratch, "closed");
    await mkdir(project, { mode: 0o700 });
    const relocationRoot = join(scratch, "relocated");
    const options = { dataDirectory: join(project, "data"), relocationRoot, durability: "full" } as const;
    const first = await startEmbeddedPostgres(options);
    await first.stop();
    await rm(relocationRoot, { recursive: true });
    const second = await startEmbeddedPostgres(options);
    expect((await lstat(options.dataDirectory)).isSymbolicLink()).toBe(true);
    await second.stop();
  });

  it("is told when the server's user can reach neither the data directory nor the place for such data", async () => {
    const project = join(scratch, "closed");
    await mkdir(project, { mode: 0o700 });
    const relocationRoot = join(project, "relocated");
    const dataDirectory = join(project, "data");
    const starting = startEmbeddedPostgres({ dataDirectory, relocationRoot, durability: "full" });
    await expect(starting).rejects.toMatchObject({
      failure: "DATA_DIRECTORY_UNUSABLE",
      message: expect.stringMatching(/relocated\/[0-9a-f]{16} cannot be used: user id \d+ cannot enter it/),
    });
  });

  it("is told when a directory with files in it cannot be entered by the server's user", async () => {
    const dataDirectory = join(scratch, "data");
    await mkdir(dataDirectory, { mode: 0o700 });
    await writeFile(join(dataDirectory, "precious"), "");
    await expect(startEmbeddedPostgres({ dataDirectory, durability: "full" })).rejects.toMatchObject({
      failure: "DATA_DIRECTORY_UNUSABLE",
      message: expect.stringContaining("who runs the server for root, cannot enter it"),
    });
  });
});

async function removeLinks(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(directory, entry.name));
  }
}
