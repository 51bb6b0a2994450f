import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PostgresBinaries } from "./binaries.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { POSTGRES_ENVIRONMENT } from "./postmaster.ts";
import type { RunUser } from "./run-user.ts";

const run = promisify(execFile);
const UNFINISHED = "cluster.unfinished-";

/**
 * `full` keeps every committed transaction through a crash of the machine. `none` is for throw-away clusters: nothing
 * is flushed, and the data directory is removed at the end.
 */
export type Durability = "full" | "none";

/** What {@link ensureCluster} needs to know. */
export interface ClusterRequest {
  readonly home: string;
  readonly binaries: PostgresBinaries;
  readonly user: RunUser | undefined;
  readonly durability: Durability;
}

/** The cluster inside a data directory: what Postgres calls PGDATA. */
export function clusterDirectoryOf(home: string): string {
  return join(home, "cluster");
}

/**
 * Makes the cluster of `home` unless it is there, and answers the password of its superuser `postgres`. A run that is
 * killed half-way leaves no half cluster under the final name.
 *
 * Raises `DATA_DIRECTORY_UNUSABLE` for a cluster of another major version or without its password file.
 */
export async function ensureCluster(request: ClusterRequest): Promise<string> {
  const { home, binaries } = request;
  const passwordFile = join(home, "superuser-password");
  const version = await readFile(join(clusterDirectoryOf(home), "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined) return initialise(request, passwordFile);
  if (version.trim() !== binaries.majorVersion) {
    throw unusable(
      `${home} is of Postgres ${version.trim()} and the programs are of ${binaries.majorVersion}`,
    );
  }
  const password = await readFile(passwordFile, "utf8").catch(() => undefined);
  if (password === undefined) throw unusable(`${passwordFile} is missing`);
  return password;
}

async function initialise(request: ClusterRequest, passwordFile: string): Promise<string> {
  const { home, binaries, user, durability } = request;
  await removeUnfinished(home);
  const password = randomBytes(24).toString("base64url");
  await writeFile(passwordFile, password, { mode: 0o600 });
  const unfinished = join(home, `${UNFINISHED}${randomBytes(6).toString("hex")}`);
  await mkdir(unfinished, { mode: 0o700 });
  if (user !== undefined) {
    for (const path of [passwordFile, unfinished]) await chown(path, user.uid, user.gid);
  }
  const options = ["-D", unfinished, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  // The built-in provider sorts by code point on every platform and never changes with a C library.
  const locale = ["-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const sync = durability === "full" ? [] : ["--no-sync"];
  try {
    await run(binaries.initdb, [...options, ...locale, "--data-checksums", ...sync], {
      ...user,
      cwd: "/",
      env: POSTGRES_ENVIRONMENT,
    });
  } catch (error) {
    const details = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new EmbeddedPostgresError("START_FAILED", `initdb failed: ${details}`, { cause: error });
  }
  await rename(unfinished, clusterDirectoryOf(home));
  return password;
}

async function removeUnfinished(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.startsWith(UNFINISHED));
  // An initdb that outlived its killed parent may still be writing.
  const options = { recursive: true, force: true, maxRetries: 10 };
  for (const name of names) await rm(join(home, name), options);
}

function unusable(reason: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "DATA_DIRECTORY_UNUSABLE",
    `The data directory cannot be used: ${reason}. Restore it, or delete the directory to begin anew.`,
  );
}
