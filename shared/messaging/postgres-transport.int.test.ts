import { sql } from "drizzle-orm";
import { pgSchema } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { systemViewer } from "../auth/service-accounts.ts";
import { openDatabase, type Database } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { viewerSettings } from "../db/viewer-settings.ts";
import { consumersOf, type MessagePayload } from "./contracts.ts";
import type { MessageEffect } from "./apply-once.ts";
import { createInboxConsumer } from "./inbox-consumer.ts";
import type {
  Delivery,
  DeliveryHandler,
  DeliveryOutcome,
  Message,
  MessageTransport,
  Subscription,
} from "./message.ts";
import { Outbox } from "./outbox.ts";
import { createPostgresTransport } from "./postgres-transport.ts";
import { createRelay } from "./relay.ts";
import { messagingTables } from "./tables.ts";

const TENANT = newId();
const CONSUMER = "users";
const log = captureLog();
const tables = messagingTables(pgSchema("users"));

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let messaging: Database;
let users: Database;
let transport: MessageTransport;
const running: { stop(): Promise<void> }[] = [];

function accountOf(accountId: string): MessagePayload<"account.registered.v1"> {
  return {
    accountId,
    patientId: newId(),
    email: "ada@example.org",
    givenName: "Ada",
    familyName: "Example",
    birthDate: "1987-02-14",
    phone: null,
    region: "eu-north",
  };
}

function messageOf(change: Partial<Message> = {}): Message {
  const accountId = newId();
  return {
    id: newId(),
    type: "account.registered.v1",
    tenantId: TENANT,
    aggregateId: accountId,
    sequence: 1,
    payload: accountOf(accountId),
    correlationId: "request-0123456789",
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    ...change,
  };
}

async function subscribe(handle: DeliveryHandler, consumer = CONSUMER): Promise<Subscription> {
  const subscription = await transport.subscribe(consumer, handle);
  running.push(subscription);
  return subscription;
}

/** A handler that notes what it is given and answers by `outcomeOf`. */
function recording(outcomeOf: (delivery: Delivery) => DeliveryOutcome = () => "done"): {
  readonly seen: Delivery[];
  readonly handle: DeliveryHandler;
} {
  const seen: Delivery[] = [];
  return {
    seen,
    handle: async (deliveries) => {
      seen.push(...deliveries);
      return deliveries.map(outcomeOf);
    },
  };
}

const waiting = async (): Promise<{ attempts: number; delay: number }[]> => [
  ...(await admin<{ attempts: number; delay: number }[]>`select attempts,
    extract(epoch from available_at - now())::float8 as delay from messaging.delivery order by position`),
];
/** Makes every delivery available and says so, as the passing of its waiting time would. */
const hurry = async (): Promise<void> => {
  // Rows that a batch in hand has locked are left to it: waiting for them could end in a deadlock.
  await admin`update messaging.delivery set available_at = now()
    where id in (select id from messaging.delivery where consumer = ${CONSUMER} for update skip locked)`;
  await admin`select pg_notify('messaging_delivery', '')`;
};
const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { interval: 10, timeout: 10_000 });
const allTaken = (): Promise<void> => eventually(async () => expect(await waiting()).toStrictEqual([]));
const ids = (messages: readonly Message[]): string[] => messages.map(({ id }) => id);

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 2, onnotice: () => undefined });
  // Read without indexes, whose order would hide that a query asks for none.
  for (const scan of ["enable_indexscan", "enable_bitmapscan"]) {
    await admin.unsafe(`alter database ${testDatabase.name} set ${scan} = off`);
  }
  const open = (role: string): Database =>
    openDatabase({ url: testDatabase.urlFor(role), maxConnections: 6, applicationName: "transport-test" });
  messaging = open("messaging_app");
  users = open("users_app");
  transport = createPostgresTransport({ database: messaging, logger: log.logger });
});
beforeEach(async () => {
  await admin`truncate messaging.delivery, users.user, users.inbox, users.outbox, users.outbox_sequence,
    users.parked_message`;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((part) => part.stop()));
});
afterAll(async () => {
  await transport.close();
  await users.close();
  await admin.end();
  await testDatabase.drop();
});

describe("publish", () => {
  it("makes one delivery for each consumer of a message", async () => {
    const message = messageOf();
    await transport.publish([message]);
    const rows = await admin`select consumer, message_id from messaging.delivery order by consumer`;
    expect([...rows]).toStrictEqual(
      [...consumersOf(message.type)].sort().map((consumer) => ({ consumer, message_id: message.id })),
    );
  });

  it("keeps one of a message that is published twice", async () => {
    const [one, other] = [messageOf(), messageOf()];
    await transport.publish([one]);
    await transport.publish([one, other]);
    const rows =
      await admin`select message_id from messaging.delivery where consumer = ${CONSUMER} order by position`;
    expect(rows.map((row) => String(row["message_id"]))).toStrictEqual([one.id, other.id]);
  });

  it("of what nobody consumes, or of nothing, keeps nothing", async () => {
    await transport.publish([messageOf({ type: "nobody.asked.v1" as Message["type"] })]);
    await transport.publish([]);
    expect(await waiting()).toStrictEqual([]);
  });

  it("rejects when a message is not safe, and keeps none of them", async () => {
    const broken = messageOf({ aggregateId: "not an id" });
    await expect(transport.publish([messageOf(), broken])).rejects.toThrow();
    expect(await waiting()).toStrictEqual([]);
  });
});

describe("a subscriber", () => {
  it("is given what was published before and after it came, as it was published", async () => {
    const { seen, handle } = recording();
    const [before, after] = [messageOf(), messageOf()];
    await transport.publish([before]);
    await subscribe(handle);
    await eventually(() => expect(seen).toHaveLength(1));
    await transport.publish([after]);
    await allTaken();
    expect(seen).toStrictEqual([
      { ...before, attempt: 1 },
      { ...after, attempt: 1 },
    ]);
  });

  it("is given only what is for its consumer", async () => {
    const { seen, handle } = recording();
    await subscribe(handle, "nobody");
    const own = recording();
    await subscribe(own.handle);
    await transport.publish([messageOf()]);
    await allTaken();
    expect([seen.length, own.seen.length]).toStrictEqual([0, 1]);
  });

  it("is given a long queue batch after batch, in order", async () => {
    const messages = Array.from({ length: 250 }, () => messageOf());
    await transport.publish(messages);
    const batches: number[] = [];
    const { seen, handle } = recording();
    await subscribe((deliveries) => {
      batches.push(deliveries.length);
      return handle(deliveries);
    });
    await allTaken();
    expect(ids(seen)).toStrictEqual(ids(messages));
    expect(batches).toStrictEqual([100, 100, 50]);
  });

  it("is given messages in the order of publication, however the rows lie on disk", async () => {
    const messages = [messageOf(), messageOf(), messageOf()];
    await transport.publish(messages);
    // A changed row is a new version behind all others.
    await admin`update messaging.delivery set updated_at = now() where message_id = ${messages[0]?.id ?? ""}`;
    const { seen, handle } = recording();
    await subscribe(handle);
    await allTaken();
    expect(ids(seen)).toStrictEqual(ids(messages));
  });

  it("is one at a time per consumer, however many there are", async () => {
    const gate = Promise.withResolvers<undefined>();
    const first = vi.fn<DeliveryHandler>(async (deliveries) => {
      await gate.promise;
      return deliveries.map(() => "done");
    });
    const second = recording();
    await transport.publish([messageOf()]);
    await subscribe(first);
    await eventually(() => expect(first).toHaveBeenCalledOnce());
    await subscribe(second.handle);
    await transport.publish([messageOf()]);
    await transport.publish([messageOf()]);
    expect(second.seen).toStrictEqual([]);
    expect(await waiting()).toHaveLength(3);
    gate.resolve(undefined);
    await allTaken();
    const taken = [...first.mock.calls.flatMap(([deliveries]) => ids(deliveries)), ...ids(second.seen)];
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken).toHaveLength(3);
  });

  it("is stopped when the batch in hand is finished, and its outcome kept", async () => {
    const gate = Promise.withResolvers<readonly DeliveryOutcome[]>();
    const handle = vi.fn<DeliveryHandler>(() => gate.promise);
    await transport.publish([messageOf()]);
    const subscription = await subscribe(handle);
    await eventually(() => expect(handle).toHaveBeenCalledOnce());
    const stopped = vi.fn();
    const stopping = subscription.stop().then(stopped);
    await admin`select 1`;
    expect(stopped).not.toHaveBeenCalled();
    gate.resolve(["done"]);
    await stopping;
    expect(await waiting()).toStrictEqual([]);
    await transport.publish([messageOf()]);
    expect(handle).toHaveBeenCalledTimes(1);
  });

  it("that fails as a whole is given the same again, with no attempt counted", async () => {
    const { seen, handle } = recording();
    const failingFirst = vi.fn(handle).mockRejectedValueOnce(new Error("the consumer's database is down"));
    await transport.publish([messageOf()]);
    await subscribe(failingFirst);
    await eventually(() =>
      expect(log.entries().at(-1)).toMatchObject({ loop: "users consumer", level: "warn" }),
    );
    await hurry();
    await allTaken();
    expect(seen.map(({ attempt }) => attempt)).toStrictEqual([1]);
  });
});

describe("a delivery to be tried again", () => {
  it.each([
    [0, 0.2],
    [1, 0.4],
    [2, 0.8],
    [3, 1.6],
  ])("after attempt %i more than the first waits %f s", async (attempts, seconds) => {
    await transport.publish([messageOf()]);
    await admin`update messaging.delivery set attempts = ${attempts}`;
    const gate = recording(() => "retry");
    const subscription = await subscribe(async (deliveries) => {
      void subscription.stop();
      return gate.handle(deliveries);
    });
    await eventually(async () => expect((await waiting())[0]?.attempts).toBe(attempts + 1));
    const [row] =
      await admin`select extract(epoch from available_at - created_at)::float8 as delay from messaging.delivery`;
    expect(gate.seen.map(({ attempt }) => attempt)).toStrictEqual([attempts + 1]);
    // Counted from the attempt, which came after the row was made.
    expect(row?.["delay"]).toBeGreaterThanOrEqual(seconds);
    expect((await waiting())[0]?.delay).toBeLessThanOrEqual(seconds);
  });

  it("does not come before its time, and holds back the later ones of its aggregate only", async () => {
    const bad = messageOf();
    const later = messageOf({ aggregateId: bad.aggregateId, sequence: 2 });
    const other = messageOf();
    await transport.publish([bad]);
    await admin`update messaging.delivery set available_at = now() + interval '9 seconds', attempts = 1`;
    const { seen, handle } = recording();
    await subscribe(handle);
    await transport.publish([later, other]);
    await eventually(() => expect(seen.length).toBeGreaterThan(0));
    await transport.publish([messageOf()]);
    await eventually(() => expect(seen.length).toBeGreaterThan(1));
    expect(ids(seen)).not.toContain(bad.id);
    expect(ids(seen)).not.toContain(later.id);
    seen.length = 0;
    await hurry();
    await allTaken();
    expect(seen.map(({ id, attempt }) => [id, attempt])).toStrictEqual([
      [bad.id, 2],
      [later.id, 1],
    ]);
  });

  it("is not held up by a clock that was set back: what seems to be due in an hour comes at once, in order", async () => {
    const first = messageOf();
    const second = messageOf({ aggregateId: first.aggregateId, sequence: 2 });
    await transport.publish([first, second]);
    await admin`update messaging.delivery set available_at = now() + interval '1 hour'`;
    const { seen, handle } = recording();
    await subscribe(handle);
    await allTaken();
    expect(ids(seen)).toStrictEqual([first.id, second.id]);
  });

  it("costs those that wait for it no attempt of their own", async () => {
    const bad = messageOf();
    const later = messageOf({ aggregateId: bad.aggregateId, sequence: 2 });
    await transport.publish([bad, later]);
    let isBad = true;
    const { seen, handle } = recording(({ id }) => {
      if (id === bad.id && isBad) return "retry";
      return isBad ? "wait" : "done";
    });
    await subscribe(handle);
    await eventually(async () =>
      expect((await waiting()).map(({ attempts }) => attempts)).toStrictEqual([1, 0]),
    );
    isBad = false;
    seen.length = 0;
    await hurry();
    await allTaken();
    expect(seen.map(({ id, attempt }) => [id, attempt])).toStrictEqual([
      [bad.id, 2],
      [later.id, 1],
    ]);
  });
});

describe("from outbox to effect", () => {
  const makeUsers: MessageEffect = async (tx, messages) => {
    for (const { aggregateId, tenantId } of messages) {
      await tx.execute(sql`insert into users.user (id, tenant_id, given_name, family_name, email)
        values (${aggregateId}, ${tenantId}, 'Ada', 'Example', 'ada@example.org')`);
    }
  };
  const consumer = (effect: MessageEffect): DeliveryHandler =>
    createInboxConsumer({
      consumer: CONSUMER,
      database: users,
      tables,
      effect,
      clock: () => new Date("2026-03-01T09:00:00.000Z"),
      logger: log.logger,
    });
  const effects = async (): Promise<string[]> => {
    const rows = await admin`select id from users.user order by id`;
    return rows.map((row) => String(row["id"]));
  };
  const commitEvents = (...accountIds: readonly string[]): Promise<void> =>
    users.transaction(
      async (tx) => {
        const outbox = new Outbox(TENANT, tables);
        for (const accountId of accountIds) {
          outbox.event("account.registered.v1", accountId, accountOf(accountId));
        }
        await outbox.flush(tx);
      },
      () => viewerSettings(systemViewer("users-consumer", TENANT), 10_000),
    );
  const startRelay = async (publish: MessageTransport["publish"]): Promise<void> => {
    const relay = createRelay({
      subgraph: "users",
      database: users,
      tables,
      transport: { ...transport, publish },
      logger: log.logger,
    });
    running.push(relay);
    await relay.start();
  };

  it("every event has its effect once, with two relays and two consumers that die after each step they can", async () => {
    const accounts = Array.from({ length: 20 }, () => newId());
    let publications = 0;
    const dyingPublish: MessageTransport["publish"] = async (messages) => {
      await transport.publish(messages);
      publications += 1;
      if (publications % 2 === 1) throw new Error("died between publishing and marking");
    };
    let batches = 0;
    const dyingConsumer: DeliveryHandler = async (deliveries) => {
      const outcomes = await consumer(makeUsers)(deliveries);
      batches += 1;
      if (batches % 2 === 1) throw new Error("died between effect and acknowledgement");
      return outcomes;
    };
    await Promise.all([startRelay(dyingPublish), startRelay(dyingPublish)]);
    await Promise.all([subscribe(dyingConsumer), subscribe(dyingConsumer)]);
    for (const account of accounts) await commitEvents(account);
    await eventually(async () => {
      await admin`select pg_notify('users_outbox', ''), pg_notify('messaging_delivery', '')`;
      expect(await effects()).toStrictEqual(accounts.toSorted());
      const [left] = await admin`select count(*)::int as rows from users.outbox where published_at is null`;
      expect(left).toStrictEqual({ rows: 0 });
      expect((await admin`select 1 from messaging.delivery where consumer = ${CONSUMER}`).length).toBe(0);
    });
    expect(publications).toBeGreaterThan(1);
    expect(batches).toBeGreaterThan(1);
    expect([...(await admin`select reason from users.parked_message`)]).toStrictEqual([]);
  });

  it("a poison message is parked after 5 attempts with what follows it; other aggregates go on", async () => {
    const [poisoned, healthy] = [newId(), newId()];
    const attempts: number[] = [];
    const handle = consumer(async (tx, messages, record) => {
      if (messages.some(({ aggregateId }) => aggregateId === poisoned)) throw new Error("poison");
      await makeUsers(tx, messages, record);
    });
    await subscribe(async (deliveries) => {
      attempts.push(
        ...deliveries
          .filter(({ aggregateId, sequence }) => aggregateId === poisoned && sequence === 1)
          .map(({ attempt }) => attempt),
      );
      return handle(deliveries);
    });
    await commitEvents(poisoned, healthy, poisoned);
    await startRelay(transport.publish);
    await eventually(async () => {
      await hurry();
      expect((await admin`select 1 from users.parked_message`).length).toBe(2);
    });
    expect(attempts).toStrictEqual([1, 2, 3, 4, 5]);
    expect(await effects()).toStrictEqual([healthy]);
    const rows = await admin`select sequence, reason from users.parked_message order by sequence`;
    expect([...rows]).toStrictEqual([
      { sequence: 1, reason: "failed too often" },
      { sequence: 2, reason: "held back by a parked message" },
    ]);
  });
});
