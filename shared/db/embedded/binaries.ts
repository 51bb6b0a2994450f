import { execFile } from "node:child_process";
import { chmod, cp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import type { LaunchLogger } from "./launch-logger.ts";
import { POSTGRES_ENVIRONMENT } from "./postmaster.ts";
import type { RunUser } from "./run-user.ts";

const run = promisify(execFile);
const { resolve: resolveModule } = createRequire(import.meta.url);

const packageManifest = z.object({ version: z.string() });
const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Programs that were seen to run as the user they are meant for. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** For example "17". */
  readonly majorVersion: string;
}

/** What {@link prepareBinaries} needs to know. */
export interface BinariesRequest {
  /** Directory of an `@embedded-postgres/*` package. */
  readonly packageDirectory: string;
  /** The data directory, where a copy goes if one is needed. */
  readonly home: string;
  readonly user: RunUser | undefined;
  readonly logger?: LaunchLogger | undefined;
}

/** Finds the installed `@embedded-postgres/*` package of a platform. Raises `UNSUPPORTED_PLATFORM`. */
export function findBinariesPackage(platform: string, arch: string): string {
  const name = `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${arch}`;
  try {
    return join(dirname(resolveModule(name)), "..");
  } catch (error) {
    throw unsupported(`${name} is not installed, or does not exist`, error);
  }
}

/**
 * Makes the package's programs runnable by `user` and answers their paths. The links between its libraries are made
 * here when npm was told to run no install scripts. When the user cannot reach the package (root in a directory closed
 * to others) or it cannot be written, one copy per version is kept in the data directory.
 *
 * Raises `UNSUPPORTED_PLATFORM` when the programs do not run here, as with Alpine's C library.
 */
export async function prepareBinaries(request: BinariesRequest): Promise<PostgresBinaries> {
  const { packageDirectory, home, user, logger } = request;
  const manifest = packageManifest.parse(
    JSON.parse(await readFile(join(packageDirectory, "package.json"), "utf8")),
  );
  const majorVersion = manifest.version.split(".", 1).join("");
  await makeLinks(packageDirectory);
  const problem = await findRunProblem(packageDirectory, user);
  if (problem === undefined) return { ...programsOf(packageDirectory), majorVersion };

  const copy = join(home, `binaries-${manifest.version}`);
  logger?.info({ copy }, "The Postgres programs cannot be run in place; using a copy");
  await ensureCopy(packageDirectory, copy);
  const copyProblem = await findRunProblem(copy, user);
  if (copyProblem === undefined) return { ...programsOf(copy), majorVersion };
  await rm(copy, { recursive: true, force: true });
  throw unsupported("the programs do not run here (Alpine's C library is not supported)", copyProblem);
}

function programsOf(packageDirectory: string): { readonly initdb: string; readonly postgres: string } {
  const directory = join(packageDirectory, "native", "bin");
  return { initdb: join(directory, "initdb"), postgres: join(directory, "postgres") };
}

async function findRunProblem(packageDirectory: string, user: RunUser | undefined): Promise<unknown> {
  const options = { ...user, cwd: "/", env: POSTGRES_ENVIRONMENT };
  return run(programsOf(packageDirectory).postgres, ["--version"], options).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Makes the library links listed in the package, as its install script would. */
async function makeLinks(packageDirectory: string): Promise<void> {
  const text = await readFile(join(packageDirectory, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of linkList.parse(JSON.parse(text))) {
    // It exists, or the package is read-only; whether it matters shows when the program is run.
    await symlink(relative(dirname(target), source), join(packageDirectory, target)).catch(() => undefined);
  }
}

async function ensureCopy(packageDirectory: string, copy: string): Promise<void> {
  const exists = await stat(copy).then(
    () => true,
    () => false,
  );
  if (exists) return;
  await removeOtherCopies(dirname(copy));
  const partial = `${copy}.partial`;
  await cp(packageDirectory, partial, { recursive: true, verbatimSymlinks: true });
  await makeLinks(partial);
  await openForReading(partial);
  await rename(partial, copy);
}

async function removeOtherCopies(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.startsWith("binaries-"));
  for (const name of names) await rm(join(home, name), { recursive: true, force: true });
}

/** Undoes a strict umask at install time, which the copy inherits. */
async function openForReading(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openForReading(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

function unsupported(reason: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "UNSUPPORTED_PLATFORM",
    `There is no embedded Postgres for this machine: ${reason}. ` +
      "Give the URL of a Postgres of your own instead, in MIGRATION_DATABASE_URL and the *_DATABASE_URL variables.",
    { cause },
  );
}
