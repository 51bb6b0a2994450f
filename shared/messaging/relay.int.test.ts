import { pgSchema } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { systemViewer } from "../auth/service-accounts.ts";
import { openDatabase, type Database, type Preamble } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { viewerSettings } from "../db/viewer-settings.ts";
import type { Message, MessageTransport } from "./message.ts";
import { Outbox } from "./outbox.ts";
import { createRelay, tryLock, type Relay } from "./relay.ts";
import { messagingTables } from "./tables.ts";

const TENANT = newId();
const tables = messagingTables(pgSchema("users"));
const SYSTEM = (): Preamble => viewerSettings(systemViewer("users-consumer", TENANT), 30_000);
const log = captureLog();

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
const relays: Relay[] = [];

type Publish = MessageTransport["publish"];

/** Starts a relay whose transport is `publish`. */
async function relayTo(publish: Publish): Promise<Relay> {
  const transport: MessageTransport = {
    publish,
    subscribe: () => Promise.reject(new Error("nobody subscribes here")),
    close: () => Promise.resolve(),
  };
  const relay = createRelay({ subgraph: "users", database, tables, transport, logger: log.logger });
  relays.push(relay);
  await relay.start();
  return relay;
}

/** Commits one event per id; the NOTIFY of the insert wakes the relays. */
async function publishEvents(...patientIds: readonly string[]): Promise<void> {
  await database.transaction(async (tx) => {
    const outbox = new Outbox(TENANT, tables);
    for (const patientId of patientIds)
      outbox.event("patient.registered.v1", patientId, { patientId, region: "eu" });
    await outbox.flush(tx);
  }, SYSTEM);
}

const unpublished = async (): Promise<number> => {
  const [row] = await admin`select count(*)::int as rows from users.outbox where published_at is null`;
  return Number(row?.["rows"]);
};
const allPublished = (): Promise<void> =>
  vi.waitFor(async () => expect(await unpublished()).toBe(0), { interval: 10, timeout: 10_000 });
const ids = (messages: readonly Message[]): string[] => messages.map(({ aggregateId }) => aggregateId);

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  // Read without indexes, whose order would hide that a query asks for none.
  for (const scan of ["enable_indexscan", "enable_bitmapscan"]) {
    await admin.unsafe(`alter database ${testDatabase.name} set ${scan} = off`);
  }
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 6,
    applicationName: "relay-test",
  });
});
beforeEach(async () => {
  await admin`truncate users.outbox, users.outbox_sequence`;
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

describe("relay", () => {
  it("publishes what was committed before it started, and what is committed later, as it was written", async () => {
    const published: Message[] = [];
    const [before, after] = [newId(), newId()];
    await publishEvents(before);
    await relayTo(async (messages) => void published.push(...messages));
    await allPublished();
    await publishEvents(after, after);
    await allPublished();
    expect(published.map(({ aggregateId, sequence }) => [aggregateId, sequence])).toStrictEqual([
      [before, 1],
      [after, 1],
      [after, 2],
    ]);
    const [row] =
      await admin`select id, correlation_id, traceparent from users.outbox order by position limit 1`;
    expect(published[0]).toStrictEqual({
      id: row?.["id"],
      type: "patient.registered.v1",
      tenantId: TENANT,
      aggregateId: before,
      sequence: 1,
      payload: { patientId: before, region: "eu" },
      correlationId: row?.["correlation_id"],
      traceparent: row?.["traceparent"],
    });
  });

  it("publishes no message twice, and none out of order, when nothing fails: batch after batch", async () => {
    const published: Message[] = [];
    const aggregate = newId();
    await publishEvents(...Array.from({ length: 450 }, () => aggregate));
    const batches: number[] = [];
    await relayTo(async (messages) => {
      batches.push(messages.length);
      published.push(...messages);
    });
    await allPublished();
    expect(batches).toStrictEqual([200, 200, 50]);
    expect(published.map(({ sequence }) => sequence)).toStrictEqual(
      Array.from({ length: 450 }, (_value, index) => index + 1),
    );
  });

  it("publishes in the order of writing, however the rows lie on disk", async () => {
    const published: Message[] = [];
    const aggregate = newId();
    await publishEvents(aggregate, aggregate, aggregate);
    // A changed row is a new version behind all others.
    await admin`update users.outbox set updated_at = now() where sequence = 1`;
    await relayTo(async (messages) => void published.push(...messages));
    await allPublished();
    expect(published.map(({ sequence }) => sequence)).toStrictEqual([1, 2, 3]);
  });

  it("publishes again what it had published when it died before marking it", async () => {
    const published: string[][] = [];
    const aggregate = newId();
    const publish = vi.fn<Publish>(async (messages) => {
      published.push(ids(messages));
      if (published.length === 1) throw new Error("died after publishing");
    });
    await publishEvents(aggregate);
    await relayTo(publish);
    await vi.waitFor(() => expect(published.length).toBeGreaterThan(0), { interval: 5 });
    const other = newId();
    await publishEvents(other);
    await allPublished();
    expect(published.flat()).toStrictEqual([aggregate, aggregate, other]);
    expect(log.entries()).toContainEqual(expect.objectContaining({ level: "warn", loop: "users relay" }));
  });

  it("marks nothing as published that the transport refused", async () => {
    const publish = vi.fn<Publish>().mockRejectedValue(new Error("the broker is down"));
    await publishEvents(newId());
    const relay = await relayTo(publish);
    await vi.waitFor(() => expect(publish).toHaveBeenCalled(), { interval: 5 });
    await relay.stop();
    expect(await unpublished()).toBe(1);
  });

  it("is one at a time, however many run", async () => {
    const gate = Promise.withResolvers<undefined>();
    const first = vi.fn<Publish>(() => gate.promise);
    const second = vi.fn<Publish>(async () => undefined);
    await relayTo(first);
    await publishEvents(newId());
    await vi.waitFor(() => expect(first).toHaveBeenCalledOnce(), { interval: 5 });
    await relayTo(second);
    await publishEvents(newId());
    await publishEvents(newId());
    // The second relay was woken by both and found the lock taken.
    expect(await unpublished()).toBe(3);
    expect(second).not.toHaveBeenCalled();
    gate.resolve(undefined);
    await allPublished();
    const published = [...first.mock.calls, ...second.mock.calls].flatMap(([messages]) =>
      messages.map(({ id }) => id),
    );
    expect(new Set(published).size).toBe(3);
    expect(published).toHaveLength(3);
  });

  it("stops when the batch in hand is published and marked", async () => {
    const gate = Promise.withResolvers<undefined>();
    const publish = vi.fn<Publish>(() => gate.promise);
    await publishEvents(newId());
    const relay = await relayTo(publish);
    await vi.waitFor(() => expect(publish).toHaveBeenCalledOnce(), { interval: 5 });
    const stopped = vi.fn();
    const stopping = relay.stop().then(stopped);
    await admin`select 1`;
    expect(stopped).not.toHaveBeenCalled();
    gate.resolve(undefined);
    await stopping;
    expect(await unpublished()).toBe(0);
    await publishEvents(newId());
    expect(publish).toHaveBeenCalledTimes(1);
  });
});

describe("lock", () => {
  it("is had by one transaction at a time, per name, and ends with it", async () => {
    const tryBoth = (): Promise<boolean[]> =>
      database.transaction(async (tx) => [await tryLock(tx, "one"), await tryLock(tx, "two")]);
    const held = await database.transaction(async (tx) => {
      const mine = await tryLock(tx, "one");
      const theirs = await tryBoth();
      return [mine, ...theirs];
    });
    expect(held).toStrictEqual([true, false, true]);
    await expect(database.transaction((tx) => tryLock(tx, "one"))).resolves.toBe(true);
  });
});
