import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { describe, expect, inject, it } from "vitest";
import { startTestCluster } from "./test-cluster.ts";

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

describe("a server that the run was given", () => {
  it("gets a template that takes no connections, and keeps everything but that template", async () => {
    const externalAdminUrl = inject("postgresAdminUrl");
    const other = `other_${randomBytes(6).toString("hex")}`;
    await query(externalAdminUrl, `CREATE DATABASE ${other}`);
    const cluster = await startTestCluster({
      externalAdminUrl,
      migrate: async ({ adminUrl, database }) => {
        await query(adminUrl, `CREATE DATABASE ${database}`);
        return { loginPasswords: { users_app: "secret" } };
      },
    });
    expect(cluster).toMatchObject({ adminUrl: externalAdminUrl, loginPasswords: { users_app: "secret" } });
    const flags = `SELECT datistemplate, datallowconn FROM pg_database WHERE datname = '${cluster.templateDatabase}'`;
    expect(await query(externalAdminUrl, flags)).toEqual([{ datistemplate: true, datallowconn: false }]);

    await cluster.stop();
    const left = `SELECT datname FROM pg_database WHERE datname IN ('${cluster.templateDatabase}', '${other}')`;
    expect(await query(externalAdminUrl, left)).toEqual([{ datname: other }]);
    await query(externalAdminUrl, `DROP DATABASE ${other}`);
  });

  it("is left as it was when the migration fails before it made the template", async () => {
    const externalAdminUrl = inject("postgresAdminUrl");
    const migrate = (): Promise<never> => Promise.reject(new Error("broken migration"));
    await expect(startTestCluster({ externalAdminUrl, migrate })).rejects.toThrow("broken migration");
    expect(await query(externalAdminUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("a server of the run's own", () => {
  it("is gone after stop", async () => {
    const cluster = await startTestCluster({
      externalAdminUrl: undefined,
      migrate: async ({ adminUrl, database }) => {
        await query(adminUrl, `CREATE DATABASE ${database}`);
        return { loginPasswords: {} };
      },
    });
    expect(await query(cluster.adminUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await cluster.stop();
    await expect(query(cluster.adminUrl, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
