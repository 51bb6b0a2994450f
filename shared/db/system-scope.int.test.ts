import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { databaseFault } from "./database-errors.ts";
import { openDatabase, type Database } from "./database.ts";
import { newId } from "./ids.ts";
import { SystemScope } from "./system-scope.ts";

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
let scope: SystemScope;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 1,
    applicationName: "system-scope-test",
  });
  scope = new SystemScope(database, "users");
  for (const tenant of [newId(), newId()]) {
    await admin`insert into users.inbox (id, tenant_id, consumer, message_id)
      values (${newId()}, ${tenant}, 'users', ${newId()})`;
  }
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

describe("system scope", () => {
  it("sees the rows of every tenant in the tables it is for", async () => {
    const [row] = await scope.run((tx) =>
      tx.execute(sql`select current_user as role, count(*)::int as rows from users.inbox`),
    );
    expect(row).toStrictEqual({ role: "users_system", rows: 2 });
  });

  it("is refused every other table", async () => {
    for (const table of ["patient", "practitioner", "user"]) {
      const attempt = scope.run((tx) => tx.execute(sql`select * from users.${sql.identifier(table)}`));
      await expect(attempt).rejects.toSatisfy((error) => databaseFault(error)?.sqlState === "42501");
    }
  });

  it("ends with its transaction, committed or not: the pooled connection is the login role's again", async () => {
    const role = async (): Promise<unknown> => {
      const [row] = await database.transaction((tx) =>
        tx.execute(sql`select current_user as role, count(*)::int as rows from users.inbox`),
      );
      return row;
    };
    await scope.run((tx) => tx.execute(sql`select 1`));
    await expect(role()).resolves.toStrictEqual({ role: "users_app", rows: 0 });
    await expect(
      scope.run(async () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await expect(role()).resolves.toStrictEqual({ role: "users_app", rows: 0 });
  });

  it("cannot be that of another subgraph", async () => {
    const attempt = new SystemScope(database, "audit").run((tx) => tx.execute(sql`select 1`));
    await expect(attempt).rejects.toSatisfy((error) => databaseFault(error)?.sqlState === "42501");
  });
});
