import { eq, sql } from "drizzle-orm";
import { pgSchema, text, uuid } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { AccessAudit, AuditEntryFactory } from "../audit/access-audit.ts";
import type { Attributes } from "../auth/predicates.ts";
import { ANONYMOUS, PLATFORM_TENANT_ID, type Viewer } from "../auth/viewer.ts";
import { Deadline } from "../http/deadline.ts";
import type { ChangeRecord } from "../messaging/change-record.ts";
import { messagingTables } from "../messaging/tables.ts";
import { databaseFault } from "./database-errors.ts";
import { openDatabase, type Database, type Tx } from "./database.ts";
import { newId } from "./ids.ts";
import { RequestDatabase } from "./request-database.ts";

const users = pgSchema("users");
const tables = messagingTables(users);
const patient = users.table("patient", {
  id: uuid("id").primaryKey(),
  email: text("email"),
  region: text("region").notNull(),
});

const TENANT = newId();
const [ADA, GRACE] = [newId(), newId()];
const administrator = viewerOf({ tenantId: TENANT, roles: ["ADMIN"] });

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
const statements: string[] = [];

interface Request {
  readonly database: RequestDatabase;
  readonly audit: AccessAudit;
}

function requestOf(
  viewer: Viewer = administrator,
  deadline = new Deadline(10_000),
  pool = database,
): Request {
  const entries = new AuditEntryFactory(viewer, "users", () => new Date("2026-03-01T09:00:00.000Z"));
  const audit = new AccessAudit(entries);
  return {
    audit,
    database: new RequestDatabase({ database: pool, tables, viewer, deadline, audit, entries }),
  };
}

const thing = (id: string): Attributes => ({ type: "Patient", id, tenantId: TENANT, patientId: id });
const emailOf = (id: string) => (tx: Tx) =>
  tx.select({ email: patient.email }).from(patient).where(eq(patient.id, id));
const changeEmail = async (tx: Tx, id: string, email: string): Promise<void> => {
  await tx.update(patient).set({ email }).where(eq(patient.id, id));
};
const raise = (sqlState: string) => (tx: Tx) =>
  tx.execute(sql.raw(`do $$ begin raise exception 'told to fail' using errcode = '${sqlState}'; end $$`));
const recordChange = (record: ChangeRecord, id: string): void => {
  record.event("patient.registered.v1", id, { patientId: id, region: "eu-north" });
  record.audit({ category: "CHANGE", action: "patient:update", outcome: "SUCCESS", patientId: id });
};

/** The first word of each statement sent, with the tables it names. */
const sent = (): string[] =>
  statements
    .splice(0)
    .map(
      (statement) =>
        `${/^\s*(\w+)/.exec(statement)?.[1] ?? ""}${statement.includes("set_config") ? " set_config" : ""}${
          / "users"\."(\w+)"/.exec(statement)?.[1]?.replace(/^/, " ") ?? ""
        }`,
    );

const storedEmails = async (): Promise<string[]> => {
  const rows = await admin`select email from users.patient order by id`;
  return rows.map((row) => String(row["email"]));
};

interface Stored {
  readonly type: string;
  readonly tenantId: string;
  readonly category: string | null;
  readonly entityId: string | null;
  readonly fields: string[] | null;
}
const outboxRows = async (): Promise<Stored[]> => [
  ...(await admin<Stored[]>`select type, tenant_id as "tenantId", entry->>'category' as category,
      entry->>'entityId' as "entityId", entry->'fields' as fields from users.outbox
      left join jsonb_array_elements(payload->'entries') with ordinality as part (entry, place) on true
    order by position, place`),
];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 2, onnotice: () => undefined });
  await admin`grant update on users.patient to users_app`;
  database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 1,
    applicationName: "request-database-test",
    onStatement: (statement) => statements.push(statement),
  });
});
beforeEach(async () => {
  await admin`truncate users.patient, users.outbox, users.outbox_sequence cascade`;
  for (const [id, email] of [
    [ADA, "ada@example.org"],
    [GRACE, "grace@example.org"],
  ] as const) {
    await admin`insert into users.patient (id, tenant_id, given_name, family_name, birth_date, region, email)
      values (${id}, ${TENANT}, 'Ada', 'Example', '1987-02-14', 'eu-north', ${email})`;
  }
  statements.length = 0;
});
afterEach(async () => {
  await admin`alter table users.outbox drop constraint if exists no_audit`;
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

/** A clock that gives these times one after the other, in milliseconds, and the last one for ever. */
function timesOf(...times: readonly number[]): () => number {
  let asked = 0;
  return () => {
    asked += 1;
    return times[Math.min(asked, times.length) - 1] ?? 0;
  };
}

describe("the read transaction of a request", () => {
  it("is not opened by a request that reads nothing", async () => {
    await requestOf().database.finish();
    expect(sent()).toStrictEqual([]);
  });

  it("is one, opened by the first read, told once who acts", async () => {
    const request = requestOf();
    const [[ada], [grace]] = await Promise.all([
      request.database.read(emailOf(ADA)),
      request.database.read(emailOf(GRACE)),
    ]);
    await request.database.read(emailOf(ADA));
    await request.database.finish();
    expect([ada?.email, grace?.email]).toStrictEqual(["ada@example.org", "grace@example.org"]);
    expect(sent()).toStrictEqual([
      "begin",
      "select set_config",
      "select patient",
      "select patient",
      "select patient",
      "commit",
    ]);
  });

  it("writes the audit entries in one statement, last and before the commit", async () => {
    const request = requestOf();
    await request.database.read(emailOf(ADA));
    request.audit.noteRead("patient:read", thing(ADA), "name");
    request.audit.noteRead("patient:read", thing(GRACE), "name");
    request.audit.noteDenial("patient:contact:read", thing(GRACE), "contact");
    await request.database.finish();
    expect(sent()).toStrictEqual(["begin", "select set_config", "select patient", "insert outbox", "commit"]);
    expect(await outboxRows()).toStrictEqual([
      { type: "audit.entries.v1", tenantId: TENANT, category: "READ", entityId: ADA, fields: ["name"] },
      { type: "audit.entries.v1", tenantId: TENANT, category: "READ", entityId: GRACE, fields: ["name"] },
      {
        type: "audit.entries.v1",
        tenantId: TENANT,
        category: "DENIAL",
        entityId: GRACE,
        fields: ["contact"],
      },
    ]);
  });

  it("shows the viewer's rows and no others", async () => {
    const count = async (viewer: Viewer): Promise<number> => {
      const request = requestOf(viewer);
      const rows = await request.database.read((tx) => tx.select({ id: patient.id }).from(patient));
      await request.database.finish();
      return rows.length;
    };
    expect(await count(administrator)).toBe(2);
    expect(await count(viewerOf({ tenantId: TENANT, roles: ["USER"], patientId: ADA }))).toBe(1);
    expect(await count(viewerOf({ tenantId: newId(), roles: ["ADMIN"] }))).toBe(0);
    expect(await count(ANONYMOUS)).toBe(0);
  });

  it("is not opened once the request's time is over", async () => {
    const request = requestOf(administrator, new Deadline(5_000, undefined, timesOf(0, 5_000)));
    await expect(request.database.read(emailOf(ADA))).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  });

  it("gives each statement no longer than the request has", async () => {
    const patientHerself = viewerOf({ tenantId: TENANT, roles: ["USER"], patientId: ADA });
    const request = requestOf(patientHerself, new Deadline(5_000, undefined, () => 0));
    const [row] = await request.database.read((tx) => tx.execute(sql`show statement_timeout`));
    await request.database.finish();
    expect(row).toStrictEqual({ statement_timeout: "5s" });
  });

  it("keeps data back when the audit entry cannot be written: finish rejects", async () => {
    await admin`alter table users.outbox add constraint no_audit check (type <> 'audit.entries.v1')`;
    const request = requestOf();
    await request.database.read(emailOf(ADA));
    request.audit.noteRead("patient:read", thing(ADA), "name");
    await expect(request.database.finish()).rejects.toSatisfy(
      (error) => databaseFault(error)?.sqlState === "23514",
    );
    expect(await outboxRows()).toStrictEqual([]);
  });

  it("that failed still writes what was denied, in a transaction of its own, and reports the failure", async () => {
    const request = requestOf();
    request.audit.noteDenial("patient:read", thing(GRACE), "name");
    await expect(request.database.read(raise("57014"))).rejects.toSatisfy(
      (error) => databaseFault(error)?.sqlState === "57014",
    );
    // The transaction was lost with the read: the whole answer fails, and for the reason that the read failed.
    await expect(request.database.finish()).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(sent()).toStrictEqual([
      ...["begin", "select set_config", "do", "insert outbox", "rollback"],
      ...["begin", "select set_config", "insert outbox", "commit"],
    ]);
    expect(await outboxRows()).toMatchObject([{ category: "DENIAL", entityId: GRACE }]);
  });

  it("that never came about still writes what was denied", async () => {
    const request = requestOf(ANONYMOUS);
    request.audit.noteDenial("patient:read", { ...thing(GRACE), tenantId: PLATFORM_TENANT_ID }, "name");
    await request.database.finish();
    expect(sent()).toStrictEqual(["begin", "select set_config", "insert outbox", "commit"]);
    expect(await outboxRows()).toMatchObject([{ tenantId: PLATFORM_TENANT_ID, category: "DENIAL" }]);
  });

  it("ran into the deadline: what was denied is written all the same", async () => {
    const request = requestOf(administrator, new Deadline(1, undefined, () => 0));
    request.audit.noteDenial("patient:read", thing(GRACE), "name");
    await expect(request.database.read((tx) => tx.execute(sql`select pg_sleep(1)`))).rejects.toSatisfy(
      (error) => databaseFault(error)?.sqlState === "57014",
    );
    // The entry alone waits for this lock, longer than the request still has.
    const locked = Promise.withResolvers<undefined>();
    const holder = admin.begin(async (tx) => {
      await tx`lock table users.outbox in share mode`;
      locked.resolve(undefined);
      await tx`select pg_sleep(0.05)`;
    });
    await locked.promise;
    await expect(request.database.finish()).rejects.toThrow();
    await holder;
    expect(await outboxRows()).toMatchObject([{ category: "DENIAL", entityId: GRACE }]);
  });

  it("rejects every read, and finish, when the database cannot be reached", async () => {
    const elsewhere = new URL(testDatabase.urlFor("users_app"));
    elsewhere.port = "1";
    const pool = openDatabase({ url: elsewhere.href, maxConnections: 1, applicationName: "nowhere" });
    const request = requestOf(administrator, new Deadline(10_000), pool);
    await expect(request.database.read(emailOf(ADA))).rejects.toThrow();
    await expect(request.database.read(emailOf(ADA))).rejects.toThrow();
    await expect(request.database.finish()).rejects.toThrow();
    await pool.close();
  });
});

describe("after finish", () => {
  it("nothing is read or written: a field that is late opens no transaction that nobody would close", async () => {
    const request = requestOf();
    await request.database.read(emailOf(ADA));
    await request.database.finish();
    sent();
    const work = vi.fn();
    await expect(request.database.read(work)).rejects.toThrow("The request has been answered");
    await expect(request.database.write(work)).rejects.toThrow("The request has been answered");
    expect(work).not.toHaveBeenCalled();
    expect(sent()).toStrictEqual([]);
  });

  it("is only when the work in hand has ended, so that its late statements meet no other request's transaction", async () => {
    const request = requestOf();
    await request.database.read(emailOf(ADA));
    sent();
    const gate = Promise.withResolvers<undefined>();
    const late = request.database.read(async (tx) => {
      await gate.promise;
      return emailOf(ADA)(tx);
    });
    const finished = vi.fn();
    const finishing = request.database.finish().then(finished);
    const other = requestOf(viewerOf({ tenantId: newId(), roles: ["ADMIN"] }));
    const foreign = other.database.read((tx) => tx.select().from(patient));
    for (let look = 0; look < 20; look += 1) await admin`select 1`;
    expect(finished).not.toHaveBeenCalled();
    expect(sent()).toStrictEqual([]);
    gate.resolve(undefined);
    await expect(late).resolves.toStrictEqual([{ email: "ada@example.org" }]);
    await finishing;
    await expect(foreign).resolves.toStrictEqual([]);
    await other.database.finish();
  });

  it("a failed field does not leave its siblings' connection behind", async () => {
    for (let round = 0; round < 3; round += 1) {
      const request = requestOf();
      const failed = request.database.read(async () => {
        throw new Error("a field that may not be null failed");
      });
      await expect(failed).rejects.toThrow("a field that may not be null failed");
      await request.database.finish();
      await expect(request.database.read(emailOf(ADA))).rejects.toThrow();
    }
    // The pool has one connection: it is free.
    await expect(database.ping()).resolves.toBeUndefined();
  });
});

describe("a write", () => {
  it("is one transaction with its events and audit entries as the last statements", async () => {
    const request = requestOf();
    const answer = await request.database.write(async (tx, record) => {
      recordChange(record, ADA);
      await changeEmail(tx, ADA, "augusta@example.org");
      return "changed";
    });
    await request.database.finish();
    expect(answer).toBe("changed");
    expect(sent()).toStrictEqual([
      ...["begin", "select set_config", "update patient"],
      ...["insert outbox_sequence", "insert outbox", "commit"],
    ]);
    expect((await outboxRows()).map(({ type, category }) => [type, category])).toStrictEqual([
      ["patient.registered.v1", null],
      ["audit.entries.v1", "CHANGE"],
    ]);
    expect(await storedEmails()).toStrictEqual(["augusta@example.org", "grace@example.org"]);
  });

  it("never holds a second connection: it ends the read first, and later reads see the change", async () => {
    const request = requestOf();
    const [before] = await request.database.read(emailOf(ADA));
    request.audit.noteRead("patient:read", thing(ADA), "name");
    await request.database.write((tx) => changeEmail(tx, ADA, "augusta@example.org"));
    const [after] = await request.database.read(emailOf(ADA));
    await request.database.finish();
    expect([before?.email, after?.email]).toStrictEqual(["ada@example.org", "augusta@example.org"]);
    expect(sent()).toStrictEqual([
      ...["begin", "select set_config", "select patient", "insert outbox", "commit"],
      ...["begin", "select set_config", "update patient", "commit"],
      ...["begin", "select set_config", "select patient", "commit"],
    ]);
  });

  it("is not committed when the request's time ended during its work: its caller was told so", async () => {
    const request = requestOf(administrator, new Deadline(5_000, undefined, timesOf(0, 0, 5_000)));
    const attempt = request.database.write(async (tx) => {
      await changeEmail(tx, ADA, "too-late@example.org");
    });
    await expect(attempt).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(await storedEmails()).toStrictEqual(["ada@example.org", "grace@example.org"]);
  });

  it("changes nothing when the audit entry cannot be written", async () => {
    await admin`alter table users.outbox add constraint no_audit check (type <> 'audit.entries.v1')`;
    const attempt = requestOf().database.write(async (tx, record) => {
      await changeEmail(tx, ADA, "augusta@example.org");
      recordChange(record, ADA);
    });
    await expect(attempt).rejects.toSatisfy((error) => databaseFault(error)?.sqlState === "23514");
    expect(await storedEmails()).toStrictEqual(["ada@example.org", "grace@example.org"]);
    expect(await outboxRows()).toStrictEqual([]);
    expect([...(await admin`select id from users.outbox_sequence`)]).toStrictEqual([]);
  });

  it("writes neither event nor audit entry when the change fails", async () => {
    const attempt = requestOf().database.write(async (tx, record) => {
      recordChange(record, ADA);
      await raise("23505")(tx);
    });
    await expect(attempt).rejects.toSatisfy((error) => databaseFault(error)?.sqlState === "23505");
    expect(await outboxRows()).toStrictEqual([]);
  });

  it("that is refused within still writes the denial", async () => {
    const request = requestOf();
    const attempt = request.database.write(async () => {
      request.audit.noteDenial("patient:update", thing(ADA));
      throw new Error("refused");
    });
    await expect(attempt).rejects.toThrow("refused");
    await request.database.finish();
    expect(await outboxRows()).toMatchObject([{ category: "DENIAL", entityId: ADA }]);
  });

  it("refuses an event that breaks its contract, and changes nothing", async () => {
    const attempt = requestOf().database.write(async (tx, record) => {
      await changeEmail(tx, ADA, "augusta@example.org");
      record.event("patient.registered.v1", ADA, { patientId: "not an id", region: "eu-north" });
    });
    await expect(attempt).rejects.toThrow(/invalid_format/);
    expect(await storedEmails()).toStrictEqual(["ada@example.org", "grace@example.org"]);
  });
});

describe("a write that loses a race", () => {
  it.each(["40P01", "40001"])("on SQLSTATE %s is run again, its events written once", async (sqlState) => {
    let attempts = 0;
    const answer = await requestOf().database.write(async (tx, record) => {
      attempts += 1;
      recordChange(record, ADA);
      await changeEmail(tx, ADA, `Ada ${String(attempts)}`);
      if (attempts < 4) await raise(sqlState)(tx);
      return attempts;
    });
    expect(answer).toBe(4);
    expect(await storedEmails()).toStrictEqual(["Ada 4", "grace@example.org"]);
    expect(await outboxRows()).toHaveLength(2);
  });

  it("gives up after 4 attempts, and changes nothing", async () => {
    const work = vi.fn(async (tx: Tx, record: ChangeRecord) => {
      recordChange(record, ADA);
      await changeEmail(tx, ADA, "augusta@example.org");
      await raise("40P01")(tx);
    });
    await expect(requestOf().database.write(work)).rejects.toSatisfy(
      (error) => databaseFault(error)?.sqlState === "40P01",
    );
    expect(work).toHaveBeenCalledTimes(4);
    expect(await storedEmails()).toStrictEqual(["ada@example.org", "grace@example.org"]);
    expect(await outboxRows()).toStrictEqual([]);
  });

  it.each(["23505", "23P01", "57014"])("is the only one run again: not on SQLSTATE %s", async (sqlState) => {
    const work = vi.fn(raise(sqlState));
    await expect(requestOf().database.write(work)).rejects.toThrow();
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("is told by Postgres itself: two writes that wait for each other both get through", async () => {
    const pool = openDatabase({
      url: testDatabase.urlFor("users_app"),
      maxConnections: 2,
      applicationName: "deadlock-test",
    });
    const arrived = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const;
    const attempts = [0, 0];
    const both = (
      [mine, theirs]: readonly [0 | 1, 0 | 1],
      [first, second]: readonly [string, string],
    ): Promise<void> =>
      requestOf(administrator, new Deadline(20_000), pool).database.write(async (tx) => {
        attempts[mine] = (attempts[mine] ?? 0) + 1;
        await changeEmail(tx, first, `by ${String(mine)}`);
        arrived[mine].resolve(undefined);
        await arrived[theirs].promise;
        await changeEmail(tx, second, `by ${String(mine)}`);
      });
    await Promise.all([both([0, 1], [ADA, GRACE]), both([1, 0], [GRACE, ADA])]);
    await pool.close();
    expect(Math.max(...attempts)).toBeGreaterThan(1);
    const names = await storedEmails();
    expect(names[0]).toBe(names[1]);
  });
});
