import { createHash } from "node:crypto";
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  readdir,
  readlink,
  realpath,
  rm,
  rmdir,
  stat,
  symlink,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { claimDataDirectory } from "./data-directory-claim.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import type { LaunchLogger } from "./launch-logger.ts";
import { stopSurvivor } from "./postmaster.ts";
import { canEnter, type RunUser } from "./run-user.ts";

/** Where root's clusters go when their own place cannot be reached by the server's user; only root may write there. */
export const RELOCATION_ROOT = "/var/lib/clinic-embedded-postgres";

/** What {@link prepareHome} needs to know. */
export interface HomeRequest {
  readonly dataDirectory: string;
  readonly user: RunUser | undefined;
  readonly relocationRoot: string;
  readonly logger?: LaunchLogger | undefined;
}

/**
 * Makes the data directory, or finds it, and answers its real path. When root works in a directory closed to others
 * (its own home, say), the server's user could not reach it: then the data lives under `relocationRoot` and
 * `dataDirectory` becomes a link to it. Deleting the link discards that data at the next start.
 *
 * Raises `DATA_DIRECTORY_UNUSABLE` when it cannot be made, entered or written.
 */
export async function prepareHome(request: HomeRequest): Promise<string> {
  try {
    return await makeHome(request);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw unusable(request.dataDirectory, error instanceof Error ? error.message : String(error), error);
  }
}

async function makeHome(request: HomeRequest): Promise<string> {
  const { user } = request;
  const wanted = resolve(request.dataDirectory);
  await mkdir(dirname(wanted), { recursive: true });
  await removeDanglingLink(wanted);
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  const home = await realpath(wanted);
  await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  if (user === undefined) return home;

  const isEmpty = (await readdir(home)).length === 0;
  if (isEmpty) await openForGroup(home, user);
  if (await canEnter(user, home)) return home;
  if (!isEmpty) throw unusable(home, `user id ${user.uid}, who runs the server for root, cannot enter it`);
  return relocate(wanted, user, request);
}

async function removeDanglingLink(path: string): Promise<void> {
  const isLink = await exists(readlink(path));
  if (isLink && !(await exists(stat(path)))) await rm(path);
}

async function relocate(wanted: string, user: RunUser, request: HomeRequest): Promise<string> {
  const { relocationRoot, logger } = request;
  const target = join(relocationRoot, createHash("sha256").update(wanted).digest("hex").slice(0, 16));
  if (await exists(stat(target))) await discardForgotten(target, logger);
  if (!(await exists(stat(relocationRoot)))) {
    await mkdir(relocationRoot, { recursive: true });
    await chmod(relocationRoot, 0o755);
  }
  await mkdir(target, { mode: 0o700 });
  await openForGroup(target, user);
  if (!(await canEnter(user, target))) throw unusable(target, `user id ${user.uid} cannot enter it`);
  await rmdir(wanted);
  await symlink(target, wanted);
  logger?.info(
    { dataDirectory: wanted, target },
    "The server's user cannot reach the data directory; it is a link now",
  );
  return realpath(target);
}

/**
 * Lets the server's user pass through to the cluster, but not write beside it: it could place links there that root
 * follows.
 */
async function openForGroup(directory: string, user: RunUser): Promise<void> {
  await chown(directory, 0, user.gid);
  await chmod(directory, 0o710);
}

/** Removes a relocated cluster whose link was deleted. */
async function discardForgotten(target: string, logger: LaunchLogger | undefined): Promise<void> {
  await claimDataDirectory(target);
  await stopSurvivor(join(target, "cluster"), logger);
  await rm(target, { recursive: true, force: true });
}

async function exists(probe: Promise<unknown>): Promise<boolean> {
  return probe.then(
    () => true,
    () => false,
  );
}

function unusable(directory: string, reason: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "DATA_DIRECTORY_UNUSABLE",
    `The data directory ${directory} cannot be used: ${reason}. Start as the user who made it, or choose another.`,
    { cause },
  );
}
