import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { assertBoundByRowLevelSecurity } from "./bound-login.ts";
import { openDatabase } from "./database.ts";

const FREE_ROLE = `free_${randomBytes(4).toString("hex")}`;

let testDatabase: TestDatabase;
let admin: postgres.Sql;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create role ${FREE_ROLE} login bypassrls password 'free'`);
});
afterAll(async () => {
  await admin.unsafe(`drop role ${FREE_ROLE}`);
  await admin.end();
  await testDatabase.drop();
});

async function judge(url: string): Promise<void> {
  const database = openDatabase({ url, maxConnections: 1, applicationName: "test" });
  try {
    await assertBoundByRowLevelSecurity(database);
  } finally {
    await database.close();
  }
}

function urlOf(role: string, password: string): string {
  const url = new URL(testDatabase.adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

describe("the start of a subgraph", () => {
  it("goes on under its own login role", async () => {
    await expect(judge(testDatabase.urlFor("users_app"))).resolves.toBeUndefined();
  });

  it("is refused under a role that passes row-level security by", async () => {
    await expect(judge(urlOf(FREE_ROLE, "free"))).rejects.toThrow(
      `The login role ${FREE_ROLE} is not bound by row-level security`,
    );
  });

  it("is refused under a superuser", async () => {
    await expect(judge(testDatabase.adminUrl)).rejects.toThrow("is not bound by row-level security");
  });
});
