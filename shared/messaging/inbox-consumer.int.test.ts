import { pgSchema } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { openDatabase, type Database } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { MessageEffect } from "./apply-once.ts";
import { createInboxConsumer, MAX_DELIVERY_ATTEMPTS } from "./inbox-consumer.ts";
import type { Delivery, DeliveryHandler } from "./message.ts";
import { messagingTables } from "./tables.ts";

const TENANT = newId();
const tables = messagingTables(pgSchema("users"));
const log = captureLog();

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;

function delivery(change: Partial<Delivery> = {}): Delivery {
  const patientId = newId();
  return {
    id: newId(),
    type: "patient.registered.v1",
    tenantId: TENANT,
    aggregateId: patientId,
    sequence: 1,
    payload: { patientId, region: "eu-north" },
    correlationId: "request-0123456789",
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    attempt: 1,
    ...change,
  };
}

/** The effect of these tests: a user per message, whose id is the message's. */
const makeUsers: MessageEffect = async (tx, messages) => {
  for (const { id, tenantId } of messages) {
    await tx.execute(sql`insert into users.user (id, tenant_id, given_name, family_name, email)
      values (${id}, ${tenantId}, 'Ada', 'Example', 'ada@example.org')`);
  }
};

/** Fails for the messages named, and makes users of the others. */
const failingFor =
  (...ids: readonly string[]): MessageEffect =>
  async (tx, messages, record) => {
    await makeUsers(tx, messages, record);
    if (messages.some(({ id }) => ids.includes(id))) throw new Error("the effect failed");
  };

const consume = (effect: MessageEffect): DeliveryHandler =>
  createInboxConsumer({
    consumer: "users",
    database,
    tables,
    effect,
    clock: () => new Date("2026-03-01T09:00:00.000Z"),
    logger: log.logger,
  });

const effects = async (): Promise<string[]> => {
  const rows = await admin`select id from users.user order by id`;
  return rows.map(({ id }) => String(id));
};
const parked = async (): Promise<unknown[]> => {
  const rows =
    await admin`select message_id, reason from users.parked_message order by created_at, message_id`;
  return rows.map((row): unknown[] => [row["message_id"], row["reason"]]);
};
const inboxSize = async (): Promise<number> => (await admin`select id from users.inbox`).length;
const sorted = (...deliveries: readonly Delivery[]): string[] => deliveries.map(({ id }) => id).sort();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 4,
    applicationName: "inbox-test",
  });
});
beforeEach(async () => {
  await admin`truncate users.user, users.inbox, users.parked_message, users.outbox, users.outbox_sequence`;
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

describe("an effect", () => {
  it("happens once, however often and in whatever company its message is delivered", async () => {
    const [one, other] = [delivery(), delivery()];
    const handle = consume(makeUsers);
    expect(await handle([one])).toStrictEqual(["done"]);
    expect(await handle([one])).toStrictEqual(["done"]);
    expect(await handle([one, other, one])).toStrictEqual(["done", "done", "done"]);
    expect(await effects()).toStrictEqual(sorted(one, other));
    expect(await inboxSize()).toBe(2);
  });

  it("happens once when two consumers are given the same message at the same time", async () => {
    const message = delivery();
    const effect = vi.fn(makeUsers);
    const outcomes = await Promise.all([consume(effect)([message]), consume(effect)([message])]);
    expect(outcomes).toStrictEqual([["done"], ["done"]]);
    expect(effect).toHaveBeenCalledTimes(1);
    expect(await effects()).toStrictEqual([message.id]);
  });

  it("and the note of its message are one: neither is left when it fails", async () => {
    const message = delivery();
    expect(await consume(failingFor(message.id))([message])).toStrictEqual(["retry"]);
    expect(await effects()).toStrictEqual([]);
    expect(await inboxSize()).toBe(0);
    expect(await consume(makeUsers)([{ ...message, attempt: 2 }])).toStrictEqual(["done"]);
    expect(await effects()).toStrictEqual([message.id]);
  });

  it("writes events and audit entries with it, under the system's name, and only once", async () => {
    const message = delivery();
    const handle = consume(async (_tx, messages, record) => {
      for (const { aggregateId } of messages) {
        record.event("patient.registered.v1", aggregateId, { patientId: aggregateId, region: "eu" });
        record.audit({
          category: "CHANGE",
          action: "patient:register",
          outcome: "SUCCESS",
          patientId: aggregateId,
        });
      }
    });
    await handle([message]);
    await handle([message]);
    const rows = await admin`select type, tenant_id, payload->'entries'->0->'agent' as agent,
        payload->'entries'->0->>'recordedAt' as at
      from users.outbox order by position`;
    expect([...rows]).toStrictEqual([
      { type: "patient.registered.v1", tenant_id: TENANT, agent: null, at: null },
      {
        type: "audit.entries.v1",
        tenant_id: TENANT,
        agent: { kind: "SYSTEM", roles: ["SYSTEM"], clientId: "users-consumer", accountId: null },
        at: "2026-03-01T09:00:00.000Z",
      },
    ]);
  });

  it("of many messages of a tenant is one transaction, and each tenant has its own", async () => {
    const [a, b, foreign] = [delivery(), delivery(), delivery({ tenantId: newId() })];
    const effect = vi.fn(makeUsers);
    expect(await consume(effect)([a, foreign, b])).toStrictEqual(["done", "done", "done"]);
    expect(effect.mock.calls.map(([, messages]) => messages.map(({ id }) => id))).toStrictEqual([
      [a.id, b.id],
      [foreign.id],
    ]);
  });

  it("cannot reach beyond the tenant of its messages", async () => {
    const message = delivery();
    const handle = consume(async (tx) => {
      await tx.execute(sql`insert into users.user (id, tenant_id, given_name, family_name, email)
        values (${newId()}, ${newId()}, 'Ada', 'Example', 'ada@example.org')`);
    });
    expect(await handle([message])).toStrictEqual(["retry"]);
    expect(await effects()).toStrictEqual([]);
  });
});

describe("a message that fails", () => {
  it("does not hold up the others of its batch", async () => {
    const [good, bad, better] = [delivery(), delivery(), delivery()];
    expect(await consume(failingFor(bad.id))([good, bad, better])).toStrictEqual(["done", "retry", "done"]);
    expect(await effects()).toStrictEqual(sorted(good, better));
    expect(await parked()).toStrictEqual([]);
  });

  it("makes the later ones of its aggregate wait, untried", async () => {
    const bad = delivery();
    const later = delivery({ aggregateId: bad.aggregateId, sequence: 2 });
    const other = delivery();
    const effect = vi.fn(failingFor(bad.id));
    expect(await consume(effect)([bad, later, other])).toStrictEqual(["retry", "wait", "done"]);
    const alone = effect.mock.calls.filter(([, messages]) => messages.length === 1);
    expect(alone.map(([, [message]]) => message?.id)).toStrictEqual([bad.id, other.id]);
    expect(await effects()).toStrictEqual([other.id]);
  });

  it("is logged each time, without its payload", async () => {
    const bad = delivery({ attempt: 3 });
    await consume(failingFor(bad.id))([bad]);
    expect(log.entries().at(-1)).toMatchObject({
      level: "warn",
      message: "a message could not be taken",
      messageId: bad.id,
      type: "patient.registered.v1",
      attempt: 3,
    });
    expect(log.text()).not.toContain("eu-north");
  });

  it("is parked at its fifth attempt, as it came", async () => {
    const bad = delivery();
    const handle = consume(failingFor(bad.id));
    for (let attempt = 1; attempt < MAX_DELIVERY_ATTEMPTS; attempt += 1) {
      expect(await handle([{ ...bad, attempt }])).toStrictEqual(["retry"]);
    }
    expect(await parked()).toStrictEqual([]);
    expect(await handle([{ ...bad, attempt: MAX_DELIVERY_ATTEMPTS }])).toStrictEqual(["done"]);
    const [row] = await admin`select consumer, message_id, tenant_id, type, aggregate_id, sequence, payload,
      correlation_id, traceparent, reason, resolved_at from users.parked_message`;
    expect(MAX_DELIVERY_ATTEMPTS).toBe(5);
    expect(row).toStrictEqual({
      consumer: "users",
      message_id: bad.id,
      tenant_id: TENANT,
      type: bad.type,
      aggregate_id: bad.aggregateId,
      sequence: 1,
      payload: bad.payload,
      correlation_id: bad.correlationId,
      traceparent: bad.traceparent,
      reason: "failed too often",
      resolved_at: null,
    });
    expect(log.entries().at(-1)).toMatchObject({
      level: "error",
      reason: "failed too often",
      messageId: bad.id,
    });
  });
});

describe("a parked message", () => {
  it("holds back the later ones of its aggregate, in its batch and after it; other aggregates go on", async () => {
    const bad = delivery({ attempt: 5 });
    const inBatch = delivery({ aggregateId: bad.aggregateId, sequence: 2 });
    const afterwards = delivery({ aggregateId: bad.aggregateId, sequence: 3 });
    const [other, another] = [delivery(), delivery()];
    expect(await consume(failingFor(bad.id))([bad, inBatch, other])).toStrictEqual(["done", "done", "done"]);
    expect(await consume(makeUsers)([afterwards, another])).toStrictEqual(["done", "done"]);
    expect(await effects()).toStrictEqual(sorted(other, another));
    expect(await parked()).toStrictEqual([
      [bad.id, "failed too often"],
      [inBatch.id, "held back by a parked message"],
      [afterwards.id, "held back by a parked message"],
    ]);
  });

  it("holds nothing back once it is resolved", async () => {
    const bad = delivery({ payload: {} });
    await consume(makeUsers)([bad]);
    await admin`update users.parked_message set resolved_at = now()`;
    const later = delivery({ aggregateId: bad.aggregateId, sequence: 2 });
    expect(await consume(makeUsers)([later])).toStrictEqual(["done"]);
    expect(await effects()).toStrictEqual([later.id]);
  });

  it("of another consumer holds nothing back", async () => {
    const bad = delivery({ payload: {} });
    await consume(makeUsers)([bad]);
    await admin`update users.parked_message set consumer = 'audit'`;
    const later = delivery({ aggregateId: bad.aggregateId, sequence: 2 });
    await consume(makeUsers)([later]);
    expect(await effects()).toStrictEqual([later.id]);
  });

  it("is parked once, also when it is delivered again", async () => {
    const bad = delivery({ payload: {} });
    expect(await consume(makeUsers)([bad])).toStrictEqual(["done"]);
    expect(await consume(makeUsers)([bad])).toStrictEqual(["done"]);
    expect(await parked()).toStrictEqual([[bad.id, "breaks its contract"]]);
  });
});

describe("a message that breaks its contract", () => {
  it.each([
    ["a property too many", { payload: { patientId: newId(), region: "eu", name: "Ada" } }],
    ["a property missing", { payload: { patientId: newId() } }],
    ["no payload", { payload: null }],
    ["an unknown type", { type: "patient.deleted.v9" as Delivery["type"] }],
    ["a type that every object has", { type: "constructor" as Delivery["type"] }],
  ])("is parked at once and has no effect: %s", async (_case, change) => {
    const [bad, good] = [delivery(change), delivery()];
    const effect = vi.fn(makeUsers);
    expect(await consume(effect)([bad, good])).toStrictEqual(["done", "done"]);
    expect(await effects()).toStrictEqual([good.id]);
    expect(effect).toHaveBeenCalledTimes(1);
    expect(await parked()).toStrictEqual([[bad.id, "breaks its contract"]]);
  });
});
