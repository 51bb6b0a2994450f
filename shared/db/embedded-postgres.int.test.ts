import { chmod, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  makeScratchDirectory,
  retryStart,
  startEmbeddedPostgres,
} from "./embedded-postgres.ts";

let scratch = "";
const started: EmbeddedPostgres[] = [];

beforeEach(async () => {
  scratch = await makeScratchDirectory("clinic-embedded-");
  await chmod(scratch, 0o755);
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(scratch, { recursive: true, force: true });
});

async function start(
  options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {},
): Promise<EmbeddedPostgres> {
  const dataDirectory = join(scratch, "data");
  const server = await startEmbeddedPostgres({ dataDirectory, durability: "full", ...options });
  started.push(server);
  return server;
}

async function query(adminUrl: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

const SETTINGS = `SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories',
  'TimeZone', 'password_encryption', 'shared_preload_libraries', 'data_checksums', 'max_connections', 'fsync',
  'wal_level', 'server_version') ORDER BY name COLLATE "C"`;

async function readSettings(adminUrl: string): Promise<Record<string, string>> {
  const rows = await query(adminUrl, SETTINGS);
  return Object.fromEntries(rows.map((row) => [String(row["name"]), String(row["setting"])]));
}

describe("an embedded Postgres to keep", () => {
  it("keeps data, password and port from one start to the next", async () => {
    const first = await start();
    await query(first.adminUrl, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    const second = await start();
    expect(second.adminUrl).toBe(first.adminUrl);
    expect(await query(second.adminUrl, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  it("is a durable Postgres 17 with checksums, for this machine and password holders only", async () => {
    const server = await start({ maxConnections: 37 });
    expect(server.port).not.toBe(5432);
    expect(await readSettings(server.adminUrl)).toEqual({
      TimeZone: "UTC",
      data_checksums: "on",
      fsync: "on",
      listen_addresses: "127.0.0.1",
      max_connections: "37",
      password_encryption: "scram-sha-256",
      server_version: "17.10",
      shared_preload_libraries: "pg_stat_statements",
      unix_socket_directories: "",
      wal_level: "replica",
    });
    const locale =
      "SELECT datcollate, datlocprovider, datlocale FROM pg_database WHERE datname = 'template1'";
    expect(await query(server.adminUrl, locale)).toEqual([
      { datcollate: "C.UTF-8", datlocprovider: "b", datlocale: "C.UTF-8" },
    ]);
    const wrong = new URL(server.adminUrl);
    wrong.password = "wrong";
    await expect(query(wrong.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    expect((await stat(join(server.dataDirectory, "superuser-password"))).mode & 0o777).toBe(0o600);
    // Root's is passable, no more, for the group of the server's user.
    expect((await stat(server.dataDirectory)).mode & 0o777).toBe(process.getuid?.() === 0 ? 0o710 : 0o700);
  });

  it("takes a requested port and refuses 5432 without touching the data directory's claim", async () => {
    const first = await start();
    await first.stop();
    await expect(start({ port: 5432 })).rejects.toMatchObject({ failure: "PORT_UNAVAILABLE" });
    expect((await start({ port: first.port })).port).toBe(first.port);
  });

  it("refuses a second start of the same directory in this program, and only while the first runs", async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({
      failure: "DATA_DIRECTORY_IN_USE",
      message: expect.stringContaining(`this program (pid ${process.pid})`),
    });
    await first.stop();
    await first.stop();
    expect((await start()).port).toBe(first.port);
  });

  it("starts over a postmaster.pid that names a live process which is no Postgres", async () => {
    const first = await start();
    await first.stop();
    const pidFile = join(first.dataDirectory, "cluster", "postmaster.pid");
    await writeFile(pidFile, `${process.pid}\n${first.dataDirectory}\n1\n1\n\n127.0.0.1\n1 1\nready   \n`);
    const logger = { info: vi.fn(), warn: vi.fn() };
    const second = await start({ logger });
    expect(await query(second.adminUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(logger.warn).toHaveBeenCalledOnce();
  });

  it("recovers committed rows after its server was killed, and says that it ended", async () => {
    const logger = { info: vi.fn(), warn: vi.fn() };
    const first = await start({ logger });
    await query(first.adminUrl, "CREATE TABLE kept AS SELECT 7 AS answer");
    const pidFile = join(first.dataDirectory, "cluster", "postmaster.pid");
    const pid = Number((await readFile(pidFile, "utf8")).split("\n", 1)[0]);
    process.kill(pid, "SIGKILL");
    await vi.waitFor(() => expect(logger.warn).toHaveBeenCalledExactlyOnceWith({ pid }, expect.any(String)));
    await first.stop();
    const second = await start();
    expect(await query(second.adminUrl, "SELECT answer FROM kept")).toEqual([{ answer: 7 }]);
  });

  it("tells the end of the server's log when it cannot start, and lets go of the directory", async () => {
    const first = await start();
    await first.stop();
    const config = join(first.dataDirectory, "cluster", "postgresql.conf");
    const text = await readFile(config, "utf8");
    await writeFile(config, `${text}\nno_such_setting = 1\n`);
    await expect(start()).rejects.toMatchObject({
      failure: "START_FAILED",
      message: expect.stringContaining('unrecognized configuration parameter "no_such_setting"'),
    });
    await writeFile(config, text);
    expect((await start()).port).toBe(first.port);
  });
});

describe("a throw-away Postgres", () => {
  it("flushes nothing and leaves nothing", async () => {
    const server = await start({ durability: "none" });
    expect(await readSettings(server.adminUrl)).toMatchObject({ fsync: "off", wal_level: "minimal" });
    await server.stop();
    expect(await readdir(scratch)).toEqual([]);
  });

  it("refuses a directory with something in it, because it would remove that", async () => {
    await writeFile(join(scratch, "precious"), "");
    await expect(start({ durability: "none", dataDirectory: scratch })).rejects.toMatchObject({
      failure: "DATA_DIRECTORY_UNUSABLE",
      message: expect.stringContaining("is not empty"),
    });
    expect(await readdir(scratch)).toEqual(["precious"]);
  });

  it("leaves nothing when it cannot start", async () => {
    await expect(start({ durability: "none", port: 5432 })).rejects.toThrow("Port 5432");
    expect(await readdir(scratch)).toEqual([]);
  });
});

describe("a start that fails for a reason that passes", () => {
  const portTaken = new EmbeddedPostgresError("START_FAILED", "FATAL:  could not create any TCP/IP sockets");

  it("is tried again", async () => {
    const attempt = vi.fn().mockRejectedValueOnce(portTaken).mockResolvedValueOnce("started");
    expect(await retryStart(attempt, 0)).toBe("started");
  });

  it("is given up after the third time", async () => {
    const attempt = vi.fn().mockRejectedValue(portTaken);
    await expect(retryStart(attempt, 0)).rejects.toBe(portTaken);
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it("is not tried again for another reason", async () => {
    const attempt = vi.fn().mockRejectedValue(new EmbeddedPostgresError("START_FAILED", "no space left"));
    await expect(retryStart(attempt, 0)).rejects.toThrow("no space left");
    expect(attempt).toHaveBeenCalledOnce();
  });
});
