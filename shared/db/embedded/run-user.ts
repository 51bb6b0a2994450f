import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

const run = promisify(execFile);

/** The account that runs the server when the program itself is root, which Postgres refuses to be. */
export interface RunUser {
  readonly uid: number;
  readonly gid: number;
}

/** Picks `postgres`, else `nobody`, from the text of an `/etc/passwd` (passwd(5)). */
export function findRunUser(passwd: string): RunUser | undefined {
  const accounts = passwd.split("\n").map((line) => line.split(":"));
  const account = ["postgres", "nobody"]
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find((fields) => fields !== undefined);
  return account === undefined ? undefined : { uid: Number(account[2]), gid: Number(account[3]) };
}

/**
 * Chooses who runs the server: undefined (the current user) unless the program is root; then the owner of an existing
 * cluster, else the `postgres` or `nobody` of this machine.
 */
export async function chooseRunUser(clusterDirectory: string): Promise<RunUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const cluster = await stat(clusterDirectory).catch(() => undefined);
  if (cluster !== undefined && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  return requireRunUser(await readFile("/etc/passwd", "utf8"));
}

/** As {@link findRunUser}, but raises `UNSUPPORTED_PLATFORM` when the machine has neither account. */
export function requireRunUser(passwd: string): RunUser {
  const user = findRunUser(passwd);
  if (user !== undefined) return user;
  throw new EmbeddedPostgresError(
    "UNSUPPORTED_PLATFORM",
    "Postgres does not run as root and this machine has neither a user 'postgres' nor 'nobody'. Start as a normal user.",
  );
}

/** True when `user` can reach `directory`, by modes, ACLs and whatever else the system checks. */
export async function canEnter(user: RunUser, directory: string): Promise<boolean> {
  return run("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...user, cwd: "/" }).then(
    () => true,
    () => false,
  );
}
