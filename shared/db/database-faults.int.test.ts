import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { eq, sql } from "drizzle-orm";
import { pgSchema, text, uuid } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startFaultyProxy, type FaultyProxy } from "#shared/testing/faulty-proxy.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { Deadline } from "../http/deadline.ts";
import { openDatabase, type Database, type DatabaseOptions, type Preamble, type Tx } from "./database.ts";
import { newId } from "./ids.ts";
import { viewerSettings } from "./viewer-settings.ts";

const patient = pgSchema("users").table("patient", {
  id: uuid("id").primaryKey(),
  email: text("email"),
});
const TENANT = newId();
const PATIENT = newId();
const ADMIN = (): Preamble => viewerSettings(viewerOf({ tenantId: TENANT, roles: ["ADMIN"] }), 20_000);
const UNAVAILABLE = { code: "DEPENDENCY_UNAVAILABLE", isRetryable: true };
const TOO_LATE = { code: "DEADLINE_EXCEEDED", isRetryable: true };
const NAME = "database-faults";

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let proxy: FaultyProxy;
const opened: Database[] = [];
const servers: Server[] = [];
const sockets: Socket[] = [];

function open(options: Partial<DatabaseOptions> = {}): Database {
  const url = testDatabase.urlFor("users_app");
  const database = openDatabase({ url, maxConnections: 1, applicationName: NAME, ...options });
  opened.push(database);
  return database;
}

const at = (port: number): string => {
  const url = new URL(testDatabase.urlFor("users_app"));
  url.port = String(port);
  return url.href;
};
const pidOf = async (tx: Tx): Promise<unknown> => (await tx.execute(sql`select pg_backend_pid() as pid`))[0];
const activity = async (): Promise<unknown[]> => [
  ...(await admin`select state from pg_stat_activity where application_name = ${NAME} order by state`),
];
const endAll = async (): Promise<void> => {
  await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = ${NAME}`;
};
const statementRuns = (): Promise<void> =>
  vi.waitFor(
    async () => {
      expect(await activity()).toContainEqual({ state: "active" });
    },
    { interval: 5 },
  );

/** A deadline that ends when told to, as that of a client that goes away. */
function abortable(): { readonly deadline: Deadline; readonly abort: () => void } {
  const gone = new AbortController();
  const abort = (): void => {
    gone.abort(new Error("The caller closed the connection."));
  };
  return { deadline: new Deadline(20_000, gone.signal), abort };
}

/** A server that does what `answer` does with each connection, and is no Postgres. */
async function fakeServer(answer: (socket: Socket) => void): Promise<{ url: string; taken: () => number }> {
  let taken = 0;
  const server = createServer((socket) => {
    taken += 1;
    sockets.push(socket.on("error", () => undefined));
    answer(socket);
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return { url: at((server.address() as AddressInfo).port), taken: () => taken };
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 3, onnotice: () => undefined });
  await admin`grant update on users.patient to users_app`;
  await admin`insert into users.patient (id, tenant_id, given_name, family_name, birth_date, region, email)
    values (${PATIENT}, ${TENANT}, 'Ada', 'Lovelace', '1987-02-14', 'eu-north', 'ada@example.org')`;
  proxy = await startFaultyProxy(Number(new URL(testDatabase.adminUrl).port));
});
afterEach(async () => {
  proxy.setMode("pass");
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map((database) => database.close()));
  for (const server of servers.splice(0)) server.close();
});
afterAll(async () => {
  await proxy.close();
  await admin.end();
  await testDatabase.drop();
});

describe("a connection that is lost", () => {
  it("during a statement: the transaction says so, and the next one gets another", async () => {
    const database = open();
    const attempt = database.transaction((tx) => tx.execute(sql`select pg_sleep(20)`));
    const rejected = expect(attempt).rejects.toMatchObject(UNAVAILABLE);
    await statementRuns();
    await endAll();
    await rejected;
    await expect(database.transaction(pidOf)).resolves.toMatchObject({ pid: expect.any(Number) as number });
  });

  it("between two statements: what is sent later reaches no other transaction", async () => {
    const database = open();
    const lost = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const late: Promise<unknown>[] = [];
    const attempt = database.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      begun.resolve(undefined);
      await lost.promise;
      late.push(
        tx.update(patient).set({ email: "late@example.org" }).where(eq(patient.id, PATIENT)).execute(),
      );
      await Promise.allSettled(late);
    }, ADMIN);
    const rejected = expect(attempt).rejects.toMatchObject(UNAVAILABLE);
    await begun.promise;
    await endAll();
    await rejected;
    // The only connection of the pool is now in the hands of this one, of the same tenant.
    await database.transaction(async (tx) => {
      await tx.select().from(patient);
      lost.resolve(undefined);
      await vi.waitFor(() => expect(late).toHaveLength(1));
      await Promise.allSettled(late);
      await tx.select().from(patient);
    }, ADMIN);
    await expect(Promise.all(late)).rejects.toThrow();
    await expect(admin`select email from users.patient`).resolves.toMatchObject([
      { email: "ada@example.org" },
    ]);
  });

  it("by a reset, with statements waiting behind it: none of them waits for ever", async () => {
    const database = open({ url: at(proxy.port) });
    const attempt = database.transaction((tx) =>
      Promise.allSettled([tx.execute(sql`select pg_sleep(20)`), tx.execute(sql`select 1`)]),
    );
    const rejected = expect(attempt).rejects.toMatchObject(UNAVAILABLE);
    await statementRuns();
    proxy.setMode("drop");
    await rejected;
    await expect(database.transaction(pidOf)).rejects.toMatchObject(UNAVAILABLE);
    proxy.setMode("pass");
    await expect(database.transaction(pidOf)).resolves.toBeDefined();
    await endAll();
  });

  it("while idle is not given to anybody", async () => {
    const database = open({ maxConnections: 3 });
    const allHaveOne = Promise.withResolvers<undefined>();
    let count = 0;
    const holdOne = async (): Promise<void> => {
      count += 1;
      if (count === 3) allHaveOne.resolve(undefined);
      await allHaveOne.promise;
    };
    await Promise.all([1, 2, 3].map(() => database.transaction(holdOne)));
    await endAll();
    await vi.waitFor(() => expect(database.pool.open).toBe(0), { interval: 5 });
    await expect(Promise.all([1, 2, 3].map(() => database.transaction(pidOf)))).resolves.toHaveLength(3);
  });
});

describe("a server that cannot serve", () => {
  it("and takes no more connections is not there, for a while", async () => {
    await admin.unsafe(`alter database ${testDatabase.name} connection limit 0`);
    try {
      await expect(open().transaction(pidOf)).rejects.toMatchObject({
        ...UNAVAILABLE,
        cause: { code: "53300" },
      });
    } finally {
      await admin.unsafe(`alter database ${testDatabase.name} connection limit -1`);
    }
  });

  it("and closes every connection is asked once, and not in a loop", async () => {
    const { url, taken } = await fakeServer((socket) => socket.end());
    await expect(open({ url }).transaction(pidOf)).rejects.toMatchObject(UNAVAILABLE);
    expect(taken()).toBe(1);
  });

  it("and talks nonsense costs no more than the deadline", async () => {
    const { url } = await fakeServer((socket) =>
      socket.write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(100)),
    );
    vi.spyOn(console, "error").mockReturnValue(undefined);
    await expect(open({ url }).transaction(pidOf, undefined, new Deadline(100))).rejects.toMatchObject(
      TOO_LATE,
    );
  });

  it("and is silent costs no more than the deadline; when it speaks again, so does the pool", async () => {
    const database = open({ url: at(proxy.port) });
    await database.transaction(pidOf);
    proxy.setMode("hang");
    await expect(database.transaction(pidOf, ADMIN, new Deadline(50))).rejects.toMatchObject(TOO_LATE);
    await expect(database.transaction(pidOf, ADMIN, new Deadline(50))).rejects.toMatchObject(TOO_LATE);
    proxy.setMode("pass");
    await expect(database.transaction(pidOf, ADMIN, new Deadline(10_000))).resolves.toBeDefined();
    expect(database.pool).toMatchObject({ open: 1, inUse: 0, waiting: 0 });
  });
});

describe("a deadline", () => {
  it("ends the wait for a connection, and whoever comes next is not held up by it", async () => {
    const database = open();
    const work = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const holder = database.transaction(async () => {
      begun.resolve(undefined);
      await work.promise;
    });
    await begun.promise;
    await expect(database.transaction(pidOf, ADMIN, new Deadline(20))).rejects.toMatchObject(TOO_LATE);
    expect(database.pool).toMatchObject({ open: 1, inUse: 1, waiting: 0 });
    const next = database.transaction(pidOf);
    work.resolve(undefined);
    await holder;
    await expect(next).resolves.toBeDefined();
    expect(database.pool).toMatchObject({ open: 1, inUse: 0, waiting: 0 });
  });

  it("ends the wait for a lock", async () => {
    const locked = Promise.withResolvers<undefined>();
    const holder = admin.begin(async (tx) => {
      await tx`select from users.patient for update`;
      await locked.promise;
    });
    const database = open();
    const change = (tx: Tx): Promise<unknown> => tx.update(patient).set({ email: "x@example.org" }).execute();
    await expect(database.transaction(change, ADMIN, new Deadline(100))).rejects.toMatchObject(TOO_LATE);
    expect(await activity()).toStrictEqual([{ state: "idle" }]);
    locked.resolve(undefined);
    await holder;
    await expect(admin`select email from users.patient`).resolves.toMatchObject([
      { email: "ada@example.org" },
    ]);
  });

  it("ends a transaction whose work never ends, and gives its connection back clean", async () => {
    const database = open();
    const never = Promise.withResolvers<never>();
    const { deadline, abort } = abortable();
    let handle: Tx | undefined;
    const attempt = database.transaction(
      async (tx) => {
        handle = tx;
        await tx.update(patient).set({ email: "x@example.org" });
        abort();
        return never.promise;
      },
      ADMIN,
      deadline,
    );
    await expect(attempt).rejects.toMatchObject(TOO_LATE);
    expect(await activity()).toStrictEqual([{ state: "idle" }]);
    await expect(database.transaction((tx) => tx.select().from(patient))).resolves.toStrictEqual([]);
    await expect(handle?.select().from(patient)).rejects.toThrow();
    await expect(admin`select email from users.patient`).resolves.toMatchObject([
      { email: "ada@example.org" },
    ]);
  });
});

describe("a caller that goes away", () => {
  it("leaves no statement behind: it is cancelled, and so is what was sent behind it", async () => {
    const database = open();
    const before = await database.transaction(pidOf);
    const { deadline, abort } = abortable();
    const attempt = database.transaction(
      (tx) => Promise.all([tx.execute(sql`select pg_sleep(20)`), tx.execute(sql`select pg_sleep(20)`)]),
      ADMIN,
      deadline,
    );
    const rejected = expect(attempt).rejects.toMatchObject(TOO_LATE);
    await statementRuns();
    abort();
    await rejected;
    expect(await activity()).toStrictEqual([{ state: "idle" }]);
    await expect(database.transaction(pidOf)).resolves.toStrictEqual(before);
  });

  it("at any moment: no cancel request ever hits the transaction of another, 150 times", async () => {
    const database = open();
    for (let round = 0; round < 150; round += 1) {
      const { deadline, abort } = abortable();
      const attempt = database
        .transaction(
          async (tx) => {
            await tx.execute(sql`select pg_sleep(0.002)`);
            await tx.execute(sql`select pg_sleep(0.002)`);
          },
          ADMIN,
          deadline,
        )
        .catch((error: unknown) => error);
      // A step of 50 µs in each round, from before the first statement to after the commit.
      const untilMs = performance.now() + round * 0.05;
      while (performance.now() < untilMs) await new Promise(setImmediate);
      abort();
      const next = database.transaction((tx) => tx.execute(sql`select pg_sleep(0.003)`), ADMIN);
      await expect(next).resolves.toHaveLength(1);
      const error = await attempt;
      if (error !== undefined) expect(error).toMatchObject(TOO_LATE);
    }
    expect(database.pool).toMatchObject({ open: 1, inUse: 0, waiting: 0 });
  });
});

describe("a listener whose connection is lost", () => {
  it("listens again when the server is back, and looks at once for what it missed", async () => {
    const heard = vi.fn();
    await open({ url: at(proxy.port) }).listen("users_outbox", heard);
    proxy.setMode("drop");
    await admin`select pg_notify('users_outbox', '')`;
    const taken = proxy.taken;
    await vi.waitFor(() => expect(proxy.taken).toBeGreaterThan(taken), { timeout: 5_000 });
    expect(heard).not.toHaveBeenCalled();
    proxy.setMode("pass");
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1), { timeout: 5_000 });
    await admin`select pg_notify('users_outbox', '')`;
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2), { timeout: 5_000 });
  });
});
