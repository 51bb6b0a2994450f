import { pgSchema } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { AuditEntryFactory } from "../audit/access-audit.ts";
import { systemViewer } from "../auth/service-accounts.ts";
import { openDatabase, type Database, type Preamble } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { viewerSettings } from "../db/viewer-settings.ts";
import { makeRequestScope, runInScope } from "../observability/request-scope.ts";
import { MAX_AUDIT_ENTRIES, type AuditEntry, type MessagePayload } from "./contracts.ts";
import { Outbox } from "./outbox.ts";
import { messagingTables } from "./tables.ts";

const TENANT = newId();
const tables = messagingTables(pgSchema("users"));
const SYSTEM = (): Preamble => viewerSettings(systemViewer("users-consumer", TENANT), 30_000);
const entries = new AuditEntryFactory(
  systemViewer("users-consumer", TENANT),
  "users",
  () => new Date("2026-03-01T09:00:00.000Z"),
);

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
const statements: string[] = [];

const patientEvent = (patientId: string): MessagePayload<"patient.registered.v1"> => ({
  patientId,
  region: "eu",
});

/** Runs one transaction that flushes what `collect` put into the outbox. */
async function commit(collect: (outbox: Outbox) => void): Promise<void> {
  await database.transaction(async (tx) => {
    const outbox = new Outbox(TENANT, tables);
    collect(outbox);
    await outbox.flush(tx);
  }, SYSTEM);
}

interface Stored {
  readonly aggregateId: string;
  readonly sequence: number;
  readonly type: string;
}
const stored = async (): Promise<Stored[]> => [
  ...(await admin<
    Stored[]
  >`select aggregate_id as "aggregateId", sequence, type from users.outbox order by position`),
];

const readEntry = (): AuditEntry =>
  entries.make({ category: "READ", action: "patient:read", outcome: "SUCCESS" });

interface StoredAudit {
  /** Whether it is an aggregate of its own. */
  readonly isAggregate: boolean;
  readonly sequence: number;
  readonly correlationId: string;
  readonly entries: readonly AuditEntry[];
}
const storedAudit = async (): Promise<StoredAudit[]> => [
  ...(await admin<StoredAudit[]>`
    select aggregate_id = id as "isAggregate", sequence, correlation_id as "correlationId", payload->'entries' as entries
    from users.outbox where type = 'audit.entries.v1' order by position`),
];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 8,
    applicationName: "outbox-test",
    onStatement: (statement) => statements.push(statement),
  });
});
beforeEach(async () => {
  await admin`truncate users.outbox, users.outbox_sequence`;
  statements.length = 0;
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

describe("outbox", () => {
  it("numbers the events of each aggregate from 1, across transactions", async () => {
    const [a, b] = [newId(), newId()];
    await commit((outbox) => {
      outbox.event("patient.registered.v1", a, patientEvent(a));
      outbox.event("patient.registered.v1", b, patientEvent(b));
      outbox.event("patient.registered.v1", a, patientEvent(a));
    });
    await commit((outbox) => {
      outbox.event("patient.registered.v1", a, patientEvent(a));
    });
    expect((await stored()).map(({ aggregateId, sequence }) => [aggregateId, sequence])).toStrictEqual([
      [a, 1],
      [b, 1],
      [a, 2],
      [a, 3],
    ]);
  });

  it("keeps the order of an aggregate under concurrent writers: position and sequence grow together", async () => {
    const aggregates = [newId(), newId(), newId()];
    await Promise.all(
      Array.from({ length: 60 }, (_value, round) =>
        commit((outbox) => {
          // Each writer names the aggregates in another order.
          for (let index = 0; index < 3; index += 1) {
            const id = aggregates[(round + index * (round % 2 === 0 ? 1 : 2)) % 3] ?? "";
            outbox.event("patient.registered.v1", id, patientEvent(id));
          }
        }),
      ),
    );
    const rows = await stored();
    expect(rows).toHaveLength(180);
    for (const id of aggregates) {
      const sequences = rows.filter(({ aggregateId }) => aggregateId === id).map(({ sequence }) => sequence);
      expect(sequences).toStrictEqual(Array.from({ length: 60 }, (_value, index) => index + 1));
    }
  });

  it("keeps no number for a message that is an aggregate of its own", async () => {
    const a = newId();
    await commit((outbox) => {
      outbox.event("patient.registered.v1", null, patientEvent(a));
      outbox.event("patient.registered.v1", null, patientEvent(a));
    });
    const rows = await admin`select id = aggregate_id as is_aggregate, sequence from users.outbox`;
    expect([...rows]).toStrictEqual(Array(2).fill({ is_aggregate: true, sequence: 1 }));
    expect(await admin`select id from users.outbox_sequence`).toHaveLength(0);
  });

  it("gives a rolled-back number to the next", async () => {
    const a = newId();
    await expect(
      database.transaction(async (tx) => {
        const outbox = new Outbox(TENANT, tables);
        outbox.event("patient.registered.v1", a, patientEvent(a));
        await outbox.flush(tx);
        throw new Error("no");
      }, SYSTEM),
    ).rejects.toThrow("no");
    await commit((outbox) => {
      outbox.event("patient.registered.v1", a, patientEvent(a));
    });
    expect((await stored()).map(({ sequence }) => sequence)).toStrictEqual([1]);
  });

  it("sends the audit entries of one cause as one message, however they came, in their order", async () => {
    const [a, b, c] = [readEntry(), readEntry(), readEntry()];
    const [first, second] = [makeRequestScope({}), makeRequestScope({})];
    await commit((outbox) => {
      runInScope(first, () => {
        outbox.audit(a);
      });
      runInScope(second, () => {
        outbox.audit(b);
      });
      runInScope(first, () => {
        outbox.audit(c);
      });
    });
    expect(statements.filter((text) => text.startsWith("insert"))).toHaveLength(1);
    expect(await storedAudit()).toStrictEqual([
      { isAggregate: true, sequence: 1, correlationId: first.correlationId, entries: [a, c] },
      { isAggregate: true, sequence: 1, correlationId: second.correlationId, entries: [b] },
    ]);
  });

  it("lets no message grow beyond its contract: more entries are more messages", async () => {
    const many = Array.from({ length: MAX_AUDIT_ENTRIES + 1 }, readEntry);
    await commit((outbox) => {
      runInScope(makeRequestScope({}), () => {
        for (const entry of many) outbox.audit(entry);
      });
    });
    const rows = await storedAudit();
    expect(rows.map(({ entries: carried }) => carried.length)).toStrictEqual([MAX_AUDIT_ENTRIES, 1]);
    expect(rows.flatMap(({ entries: carried }) => carried)).toStrictEqual(many);
  });

  it("writes nothing, and sends nothing, when there is nothing", async () => {
    const outbox = new Outbox(TENANT, tables);
    expect(outbox.isEmpty).toBe(true);
    await database.transaction((tx) => outbox.flush(tx), SYSTEM);
    expect(statements.filter((text) => text.startsWith("insert"))).toStrictEqual([]);
    outbox.audit(readEntry());
    expect(outbox.isEmpty).toBe(false);
    const events = new Outbox(TENANT, tables);
    events.event("patient.registered.v1", newId(), patientEvent(newId()));
    expect(events.isEmpty).toBe(false);
  });

  it("carries the correlation id and trace of the request, or makes them", async () => {
    const scope = makeRequestScope({ correlationId: "request-0123456789" });
    const a = newId();
    await runInScope(scope, () =>
      commit((outbox) => outbox.event("patient.registered.v1", a, patientEvent(a))),
    );
    await commit((outbox) => outbox.event("patient.registered.v1", a, patientEvent(a)));
    const rows = await admin`select correlation_id, traceparent from users.outbox order by position`;
    expect(rows[0]).toStrictEqual({ correlation_id: "request-0123456789", traceparent: scope.traceparent });
    expect(rows[1]?.["correlation_id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(rows[1]?.["traceparent"]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it("refuses a payload that breaks its contract before anything is written", () => {
    const outbox = new Outbox(TENANT, tables);
    expect(() => {
      outbox.event("patient.registered.v1", newId(), { ...patientEvent(newId()), name: "Ada" } as never);
    }).toThrow(/unrecognized_keys/);
    expect(() => {
      outbox.audit({
        ...entries.make({ category: "READ", action: "a", outcome: "SUCCESS" }),
        recordedAt: "today",
      });
    }).toThrow(/recordedAt/);
    expect(outbox.isEmpty).toBe(true);
  });

  it("cannot be written into another tenant's name, nor read by the application", async () => {
    const foreign = database.transaction(async (tx) => {
      const outbox = new Outbox(newId(), tables);
      outbox.event("patient.registered.v1", newId(), patientEvent(newId()));
      await outbox.flush(tx);
    }, SYSTEM);
    await expect(foreign).rejects.toThrow();
    await expect(database.transaction((tx) => tx.select().from(tables.outbox), SYSTEM)).rejects.toThrow();
    expect(await stored()).toStrictEqual([]);
  });
});
