import { eq, sql } from "drizzle-orm";
import { pgSchema, text, uuid } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { databaseFault } from "./database-errors.ts";
import { openDatabase, type Database, type DatabaseOptions, type Preamble } from "./database.ts";
import { newId } from "./ids.ts";
import { viewerSettings } from "./viewer-settings.ts";

const patient = pgSchema("users").table("patient", {
  id: uuid("id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  email: text("email"),
});

const TENANT = newId();
const PATIENT = newId();
const ADMIN = (): Preamble => viewerSettings(viewerOf({ tenantId: TENANT, roles: ["ADMIN"] }), 10_000);

let testDatabase: TestDatabase;
let admin: postgres.Sql;
const opened: Database[] = [];
const statements: string[] = [];

/** A pool as `users_app`, of one connection when nothing else is said. */
function open(options: Partial<DatabaseOptions> = {}): Database {
  const database = openDatabase({
    url: testDatabase.urlFor("users_app"),
    maxConnections: 1,
    applicationName: "database-test",
    ...options,
  });
  opened.push(database);
  return database;
}

const emailInDatabase = async (): Promise<unknown> => {
  const [row] = await admin`select email from users.patient where id = ${PATIENT}`;
  return row?.["email"];
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 2, onnotice: () => undefined });
  await admin`grant update on users.patient to users_app`;
  await admin`insert into users.patient (id, tenant_id, given_name, family_name, birth_date, region, email)
    values (${PATIENT}, ${TENANT}, 'Ada', 'Lovelace', '1987-02-14', 'eu-north', 'ada@example.org')`;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  statements.length = 0;
});
afterAll(async () => {
  await admin.end();
  await testDatabase.drop();
});

describe("preamble", () => {
  it("precedes the first statement of the work, even when the work starts at once, 200 times", async () => {
    const database = open({ maxConnections: 4 });
    const counts = await Promise.all(
      Array.from({ length: 200 }, () =>
        database.transaction(async (tx) => (await tx.select({ id: patient.id }).from(patient)).length, ADMIN),
      ),
    );
    expect(counts).toStrictEqual(Array.from({ length: 200 }, () => 1));
  });

  it("precedes every one of several statements sent at once", async () => {
    const rows = await open().transaction(
      async (tx) =>
        Promise.all([
          tx.select({ id: patient.id }).from(patient),
          tx.execute(sql`select id from users.patient`),
          tx.select({ id: patient.id }).from(patient).where(eq(patient.id, PATIENT)),
        ]),
      ADMIN,
    );
    expect(rows.map((row) => row.length)).toStrictEqual([1, 1, 1]);
  });

  it("that fails rolls back, and is the error reported", async () => {
    const broken = (): Preamble => ({ text: "select 1 / $1::int", parameters: ["0"] });
    const attempt = open().transaction(async (tx) => tx.execute(sql`select 1`), broken);
    await expect(attempt).rejects.toMatchObject({ code: "22012" });
  });

  it("that fails does not free the connection before the work has ended", async () => {
    const work = Promise.withResolvers<undefined>();
    const settled = vi.fn();
    const database = open({ applicationName: "preamble-test" });
    const attempt = database
      .transaction(
        () => work.promise,
        () => ({ text: "select 1 / $1::int", parameters: ["0"] }),
      )
      .catch(settled);
    const next = database.transaction(async (tx) => tx.execute(sql`select 1`)).then(settled);
    const state = async (): Promise<unknown> => {
      const [row] = await admin`select state from pg_stat_activity where application_name = 'preamble-test'`;
      return row?.["state"];
    };
    await vi.waitFor(async () => expect(await state()).toBe("idle in transaction (aborted)"), {
      interval: 1,
    });
    for (let look = 0; look < 20; look += 1) expect(await state()).toBe("idle in transaction (aborted)");
    expect(settled).not.toHaveBeenCalled();
    work.resolve(undefined);
    await Promise.all([attempt, next]);
    expect(settled).toHaveBeenCalledTimes(2);
  });
});

describe("transaction", () => {
  it("sends begin, preamble, statements and commit, in this order and nothing else", async () => {
    const database = open({ onStatement: (statement) => statements.push(statement) });
    const email = await database.transaction(async (tx) => {
      const [row] = await tx.select({ email: patient.email }).from(patient);
      return row?.email;
    }, ADMIN);
    expect(email).toBe("ada@example.org");
    expect(statements.map((statement) => statement.trim().slice(0, 17))).toStrictEqual([
      "begin",
      "select\n  set_conf",
      `select "email" fr`,
      "commit",
    ]);
  });

  it("prepares statements with parameters once per connection", async () => {
    const database = open();
    const read = (): Promise<unknown> =>
      database.transaction((tx) => tx.select().from(patient).where(eq(patient.id, PATIENT)), ADMIN);
    for (let round = 0; round < 5; round += 1) await read();
    const prepared = await database.transaction((tx) =>
      tx.execute<{ uses: string; statement: string }>(
        sql`select generic_plans + custom_plans as uses, statement from pg_prepared_statements order by statement`,
      ),
    );
    expect(
      prepared.map(({ uses, statement }) => [Number(uses), statement.trim().slice(0, 17)]),
    ).toStrictEqual([
      [5, "select\n  set_conf"],
      [5, `select "id", "ten`],
    ]);
  });

  it("is rolled back when the work rejects", async () => {
    const attempt = open().transaction(async (tx) => {
      await tx.update(patient).set({ email: "grace@example.org" }).where(eq(patient.id, PATIENT));
      throw new TypeError("changed my mind");
    }, ADMIN);
    await expect(attempt).rejects.toThrow(new TypeError("changed my mind"));
    await expect(emailInDatabase()).resolves.toBe("ada@example.org");
  });

  it("is rolled back when a statement fails, even if the work swallows the error", async () => {
    const attempt = open().transaction(async (tx) => {
      await tx.update(patient).set({ email: "grace@example.org" }).where(eq(patient.id, PATIENT));
      await tx.execute(sql`select 1 / 0`).catch(() => undefined);
    }, ADMIN);
    await expect(attempt).rejects.toSatisfy((error) => databaseFault(error)?.sqlState === "22012");
    await expect(emailInDatabase()).resolves.toBe("ada@example.org");
  });

  it("leaves no setting on the pooled connection", async () => {
    const database = open();
    const read = (preamble?: () => Preamble): Promise<readonly [unknown, number]> =>
      database.transaction(async (tx) => {
        const [settings] = await tx.execute(
          sql`select pg_backend_pid() as pid, nullif(current_setting('app.tenant_id', true), '') as tenant,
            nullif(current_setting('app.roles', true), '') as roles, current_setting('statement_timeout') as timeout`,
        );
        return [settings, (await tx.select().from(patient)).length];
      }, preamble);
    const [within, visible] = await read(ADMIN);
    const [after, invisible] = await read();
    const { pid } = within as { pid: number };
    expect([within, visible]).toStrictEqual([{ pid, tenant: TENANT, roles: "ADMIN", timeout: "4s" }, 1]);
    expect([after, invisible]).toStrictEqual([{ pid, tenant: null, roles: null, timeout: "0" }, 0]);
  });

  it("leaves no setting behind when it was rolled back", async () => {
    const database = open();
    await expect(
      database.transaction(async () => {
        throw new Error("no");
      }, ADMIN),
    ).rejects.toThrow("no");
    const rows = await database.transaction((tx) => tx.select().from(patient));
    expect(rows).toStrictEqual([]);
  });

  it("prints no notice of the server", async () => {
    const printed = [vi.spyOn(console, "log"), vi.spyOn(console, "warn"), vi.spyOn(console, "error")];
    await open().transaction((tx) => tx.execute(sql`do $$ begin raise notice 'a row value'; end $$`));
    for (const print of printed) expect(print).not.toHaveBeenCalled();
  });

  it("reads dates, JSON and numbers as drizzle's column types say", async () => {
    const [row] = await open().transaction((tx) =>
      tx.execute(sql`select now() as instant, ${JSON.stringify({ a: [1] })}::jsonb as json`),
    );
    expect(row).toStrictEqual({
      instant: expect.stringMatching(/^\d{4}-/) as string,
      json: expect.anything() as unknown,
    });
  });
});

describe("an error of a statement", () => {
  const failing = (database: Database): Promise<unknown> =>
    database
      .transaction((tx) => tx.execute(sql`select ${"phone +4930901820"}::int`))
      .catch((error: unknown) => error);

  it("does not list row values among its properties", async () => {
    const error = await failing(open());
    const cause = (error as Error).cause ?? error;
    expect(databaseFault(error)?.sqlState).toBe("22P02");
    expect(Object.keys(cause as object)).not.toContain("parameters");
    expect(Object.keys(cause as object)).not.toContain("args");
  });
});

describe("listen", () => {
  it("tells of notifications on its channel, and of no other", async () => {
    const heard = vi.fn();
    const database = open();
    await database.listen("users_outbox", heard);
    await admin`select pg_notify('audit_outbox', '')`;
    await admin`select pg_notify('users_outbox', '')`;
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1), { interval: 5 });
  });

  it("needs no connection of the pool", async () => {
    const database = open();
    await database.listen("one", () => undefined);
    await database.listen("two", () => undefined);
    await expect(database.transaction((tx) => tx.execute(sql`select 1 as one`))).resolves.toMatchObject([
      { one: 1 },
    ]);
  });

  it("survives the loss of its connection", async () => {
    const heard = vi.fn();
    await open({ applicationName: "listener-test" }).listen("users_outbox", heard);
    const ended = await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'listener-test'`;
    expect(ended).toHaveLength(1);
    await vi.waitFor(
      async () => {
        await admin`select pg_notify('users_outbox', '')`;
        expect(heard).toHaveBeenCalled();
      },
      { interval: 25, timeout: 10_000 },
    );
  });
});

describe("ping", () => {
  it("resolves when a statement went there and back", async () => {
    await expect(open().ping()).resolves.toBeUndefined();
  });

  it("rejects when nobody answers, and when the role is not let in", async () => {
    const elsewhere = new URL(testDatabase.urlFor("users_app"));
    elsewhere.port = "1";
    await expect(open({ url: elsewhere.href }).ping()).rejects.toThrow();
    const stranger = new URL(testDatabase.urlFor("users_app"));
    stranger.password = "wrong";
    await expect(open({ url: stranger.href }).ping()).rejects.toMatchObject({ code: "28P01" });
  });

  it("rejects after the database was closed", async () => {
    const database = open();
    await database.close();
    await expect(database.ping()).rejects.toThrow();
  });
});
