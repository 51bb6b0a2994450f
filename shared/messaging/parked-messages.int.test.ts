import { pgSchema } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { openDatabase, type Database } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { currentScope } from "../observability/request-scope.ts";
import { systemClock } from "../time/clock.ts";
import { ParkedMessages } from "./parked-messages.ts";
import { messagingTables } from "./tables.ts";

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
let applied: [sequence: number, correlationId: string | undefined][] = [];
let failsAt = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 2,
    applicationName: "parked-test",
  });
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});
beforeEach(async () => {
  await admin`truncate users.parked_message, users.inbox`;
  applied = [];
  failsAt = 0;
});

function parkedMessages(): ParkedMessages {
  return new ParkedMessages({
    consumer: "users",
    database,
    tables: messagingTables(pgSchema("users")),
    clock: systemClock,
    logger: captureLog().logger,
    effect: (_tx, messages) => {
      for (const { sequence } of messages) {
        if (sequence === failsAt) throw new Error("still broken");
        applied.push([sequence, currentScope()?.correlationId]);
      }
      return Promise.resolve();
    },
  });
}

async function park(aggregateId: string, sequences: readonly number[]): Promise<void> {
  for (const sequence of sequences) {
    await admin`insert into users.parked_message
        (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent, reason)
      values (${newId()}, ${newId()}, 'users', ${newId()}, 'account.registered.v1', ${aggregateId}, ${sequence}, '{}',
        ${`correlation-${String(sequence)}`}, ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`}, 'failed too often')`;
  }
}

describe("parked messages", () => {
  it("are replayed in their order, under the correlation id of their cause, and released", async () => {
    const [aggregateId, other] = [newId(), newId()];
    await park(aggregateId, [1, 2, 3]);
    await park(other, [1]);
    const parked = parkedMessages();
    expect(await parked.replay(aggregateId)).toBe(3);
    expect(applied).toStrictEqual([
      [1, "correlation-1"],
      [2, "correlation-2"],
      [3, "correlation-3"],
    ]);
    expect((await parked.list()).map((message) => message.aggregateId)).toStrictEqual([other]);
    expect(await parked.replay(aggregateId)).toBe(0);
  });

  it("stay parked from the first that fails again, which leaves no mark in the inbox", async () => {
    const aggregateId = newId();
    await park(aggregateId, [1, 2, 3]);
    failsAt = 2;
    await expect(parkedMessages().replay(aggregateId)).rejects.toThrow("still broken");
    expect(applied.map(([sequence]) => sequence)).toStrictEqual([1]);
    expect((await parkedMessages().list()).map(({ sequence }) => sequence)).toStrictEqual([2, 3]);
    expect(await admin`select 1 from users.inbox`).toHaveLength(1);
  });

  it("are released without effect when skipped", async () => {
    const aggregateId = newId();
    await park(aggregateId, [1, 2]);
    expect(await parkedMessages().skip(aggregateId)).toBe(2);
    expect(applied).toStrictEqual([]);
    expect(await parkedMessages().list()).toStrictEqual([]);
  });
});
