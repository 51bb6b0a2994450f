import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { openDatabase, type Database } from "./database.ts";

let testDatabase: TestDatabase;
let database: Database;
const errorCodes: (string | undefined)[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 1,
    applicationName: "observed-statements-test",
    observer: () => (statement) => {
      expect(statement.durationMs).toBeGreaterThan(0);
      errorCodes.push(statement.errorCode);
    },
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

it("an observer hears once of every statement of a transaction, and the SQLSTATE of one that failed", async () => {
  const failing = database.transaction(
    async (tx) => {
      await tx.execute(sql`select ${1}::int`);
      await tx.execute(sql`select 1 / ${0}::int`);
    },
    () => ({ text: "select $1", parameters: ["preamble"] }),
  );
  await expect(failing).rejects.toThrow();
  expect(errorCodes).toEqual([undefined, undefined, "22012"]);
});

it("a pool tells what has a connection and what waits for one", async () => {
  const holding = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  const first = database.transaction(async () => {
    held.resolve(undefined);
    await holding.promise;
  });
  await held.promise;
  const second = database.transaction(async () => undefined);
  expect(database.pool).toMatchObject({ inUse: 1, waiting: 1, max: 1 });
  holding.resolve(undefined);
  await Promise.all([first, second]);
  expect(database.pool).toMatchObject({ inUse: 0, waiting: 0, max: 1 });
});
