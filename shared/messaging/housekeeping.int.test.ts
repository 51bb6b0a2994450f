import { pgSchema } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { openDatabase, type Database } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { idempotencyKeyTable } from "../idempotency/idempotency-table.ts";
import { createHousekeeping } from "./housekeeping.ts";
import { messagingTables } from "./tables.ts";

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 2,
    applicationName: "housekeeping-test",
  });
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

it("removes published and taken messages and idempotency keys past their time, and nothing else", async () => {
  const tenantId = newId();
  await admin`insert into users.outbox
      (id, tenant_id, type, aggregate_id, sequence, payload, correlation_id, traceparent, published_at)
    select gen_random_uuid(), ${tenantId}, 'patient.registered.v1', gen_random_uuid(), 1, '{}', age, '', published_at
    from (values ('old', now() - interval '8 days'), ('young', now() - interval '6 days'), ('waiting', null))
      as message (age, published_at)`;
  await admin`insert into users.outbox
      (id, tenant_id, type, aggregate_id, sequence, payload, correlation_id, traceparent, published_at)
    select gen_random_uuid(), ${tenantId}, 'patient.registered.v1', gen_random_uuid(), 1, '{}', 'many', '',
      now() - interval '9 days' from generate_series(1, 1500)`;
  await admin`insert into users.inbox (id, tenant_id, consumer, message_id, created_at)
    select gen_random_uuid(), ${tenantId}, consumer, gen_random_uuid(), now() - age
    from (values ('old', interval '31 days'), ('young', interval '29 days')) as taken (consumer, age)`;
  await admin`insert into users.idempotency_key (id, tenant_id, mutation, key, input_hash, outcome, created_at)
    select gen_random_uuid(), ${tenantId}, 'grantConsent', key, '', '{}', now() - age
    from (values ('old', interval '25 hours'), ('young', interval '23 hours')) as sent (key, age)`;
  const housekeeping = createHousekeeping({
    subgraph: "users",
    database,
    tables: messagingTables(pgSchema("users")),
    idempotencyKeys: idempotencyKeyTable(pgSchema("users")),
    logger: captureLog().logger,
  });
  housekeeping.start();
  await vi.waitFor(async () => {
    const left = await admin`select correlation_id from users.outbox order by correlation_id`;
    expect([...left]).toStrictEqual([{ correlation_id: "waiting" }, { correlation_id: "young" }]);
  });
  await housekeeping.stop();
  const taken = await admin`select consumer from users.inbox`;
  expect([...taken]).toStrictEqual([{ consumer: "young" }]);
  const keys = await admin`select key from users.idempotency_key`;
  expect([...keys]).toStrictEqual([{ key: "young" }]);
});
