import { mkdtemp, readFile, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The file system in memory that every Linux has for POSIX shared memory. */
const MEMORY_DIRECTORY = "/dev/shm";
/** A test run was seen to need 0.2 GB; Docker's default of 64 MB is far too little. */
const NEEDED_BYTES = 2 * 1024 ** 3;

/**
 * Makes an empty directory for a throw-away cluster, in memory where that is possible: cloning a database makes
 * hundreds of files, which took a third of the time there.
 */
export async function makeScratchDirectory(prefix: string): Promise<string> {
  const mounts = await readFile("/proc/self/mounts", "utf8").catch(() => "");
  const free = await statfs(MEMORY_DIRECTORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return mkdtemp(join(isMemoryUsable(mounts, free) ? MEMORY_DIRECTORY : tmpdir(), prefix));
}

/**
 * Judges by the text of `/proc/self/mounts` and the free bytes. A mount that executes nothing is left alone, because a
 * copy of the Postgres programs may have to go beside the data.
 */
export function isMemoryUsable(mounts: string, freeBytes: number): boolean {
  const mount = mounts.split("\n").map((line) => line.split(" "));
  const options = mount
    .find((fields) => fields[1] === MEMORY_DIRECTORY && fields[2] === "tmpfs")?.[3]
    ?.split(",");
  return options?.includes("rw") === true && !options.includes("noexec") && freeBytes >= NEEDED_BYTES;
}
