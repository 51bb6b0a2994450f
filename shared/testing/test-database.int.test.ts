import postgres from "postgres";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { cloneTemplate, createTestDatabase, type TestDatabase } from "./test-database.ts";

const databases: TestDatabase[] = [];

afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

async function clone(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  return database;
}

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

describe("a test database", () => {
  it("is a clone of its own for each of five that are made at once", async () => {
    const clones = await Promise.all(Array.from({ length: 5 }, clone));
    expect(new Set(clones.map(({ name }) => name)).size).toBe(5);
    await Promise.all(
      clones.map(({ adminUrl, name }) => query(adminUrl, `CREATE TABLE mark AS SELECT '${name}' AS name`)),
    );
    const marks = await Promise.all(clones.map(({ adminUrl }) => query(adminUrl, "SELECT name FROM mark")));
    expect(marks).toEqual(clones.map(({ name }) => [{ name }]));
  });

  it("is made in a time that is reported here", async ({ annotate }) => {
    const durationsMs: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const before = performance.now();
      await clone();
      durationsMs.push(Math.round(performance.now() - before));
    }
    await annotate(`five clones, one after the other: ${durationsMs.join(", ")} ms`);
    expect(databases).toHaveLength(5);
  });

  it("is migrated: every login role gets in, and is itself", async () => {
    const database = await clone();
    const roles = Object.keys(inject("loginPasswords"));
    expect(roles).toContain("users_app");
    for (const role of roles) {
      const rows = await query(
        database.urlFor(role),
        "SELECT current_user AS role, current_database() AS name",
      );
      expect(rows).toEqual([{ role, name: database.name }]);
    }
    expect(() => database.urlFor("stranger")).toThrow('made no login role "stranger"');
  });

  it("is gone after drop, also while somebody is connected", async () => {
    const database = await createTestDatabase();
    const sql = postgres(database.adminUrl, { max: 1 });
    await sql`SELECT 1`;
    await database.drop();
    const left = await query(
      inject("postgresAdminUrl"),
      `SELECT FROM pg_database WHERE datname = '${database.name}'`,
    );
    expect(left).toEqual([]);
    await sql.end();
  });
});

describe("cloning the template", () => {
  const inUse = Object.assign(new Error("source database is being accessed by other users"), {
    code: "55006",
  });

  it("is tried again while somebody is connected to it", async () => {
    const run = vi.fn().mockRejectedValueOnce(inUse).mockResolvedValueOnce(undefined);
    await cloneTemplate("template_a", "clone_b", run, 0);
    expect(run.mock.calls).toEqual([
      ["CREATE DATABASE clone_b TEMPLATE template_a STRATEGY FILE_COPY"],
      ["CREATE DATABASE clone_b TEMPLATE template_a STRATEGY FILE_COPY"],
    ]);
  });

  it("is given up after the fifth time", async () => {
    const run = vi.fn().mockRejectedValue(inUse);
    await expect(cloneTemplate("template_a", "clone_b", run, 0)).rejects.toBe(inUse);
    expect(run).toHaveBeenCalledTimes(5);
  });

  it("fails at once for another reason", async () => {
    const run = vi.fn().mockRejectedValue(new Error("disk full"));
    await expect(cloneTemplate("template_a", "clone_b", run, 0)).rejects.toThrow("disk full");
    expect(run).toHaveBeenCalledOnce();
  });
});
