import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#shared/auth/viewer.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import type { ExportState } from "../export-api.ts";
import type { ExplorerUser } from "../recorded-changes.ts";
import { createExplorerHousekeeping } from "../explorer-housekeeping.ts";
import { EXPORT_LIMITS, type ExportLimits } from "./export-limits.ts";
import { ExportRun } from "./export-run.ts";
import { ExportRunner } from "./export-runner.ts";
import { ExportStore } from "./export-store.ts";
import type { PageOutcome, PageSource } from "./page-source.ts";

const OPERATION = { query: "query Names { patients { nodes { name } } }", variables: { prefix: "Okafor" } };
const NEW = { name: "Names", format: "NDJSON", operation: OPERATION, purpose: "TREAT" } as const;
const KEY = Buffer.alloc(32, 7);
const logger = createLogger({ service: "test", level: "silent" });

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
let statements: string[] = [];
let now = new Date();

/** What becomes of the next transaction: it fails, or is committed and nobody is told. */
let fault: "is lost" | "is not answered" | undefined;
const faulty: Database["transaction"] = async (...given) => {
  const present = fault;
  fault = undefined;
  if (present === "is lost") throw new AppError("DEPENDENCY_UNAVAILABLE");
  const done = await database.transaction(...given);
  if (present === "is not answered") throw new AppError("DEPENDENCY_UNAVAILABLE");
  return done;
};
const storeWith = (limits: Partial<ExportLimits> = {}): ExportStore =>
  new ExportStore({ ...database, transaction: faulty }, createSealer(KEY), () => now, {
    ...EXPORT_LIMITS,
    ...limits,
  });
let exports: ExportStore;

function userOf(tenantId = newId(), roles: Role[] = ["ADMIN"]): ExplorerUser {
  const accountId = newId();
  const viewer = viewerOf({ tenantId, accountId, roles });
  return { viewer, accountId, tenantId, sessionHash: accountId, deadline: new Deadline(60_000) };
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  database = openDatabase({
    url: testDatabase.urlFor("platform_app"),
    maxConnections: 3,
    applicationName: "test-exports",
    onStatement: (text) => statements.push(text),
  });
  exports = storeWith();
});
afterEach(() => {
  now = new Date();
  statements = [];
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

/** Pages one after another, each of so many rows; what comes after the last one is the end. */
function pagesOf(user: ExplorerUser, ...pages: readonly (number | PageOutcome)[]): PageSource {
  let at = 0;
  return async ({ onAsk }) => {
    const page = pages[at] ?? 0;
    at += 1;
    if (typeof page === "number" && !(await onAsk())) return { kind: "unwanted" };
    if (typeof page === "object") return page;
    const rows = Array.from({ length: page }, (_, index) => ({ name: `${at}.${index}` }));
    return {
      kind: "page",
      user,
      rows,
      next: at < pages.length ? `cursor ${at}` : null,
      total: null,
      redacted: [],
    };
  };
}

async function finished(
  user: ExplorerUser,
  source: PageSource,
  limits: Partial<ExportLimits> = {},
): Promise<{
  readonly id: string;
  readonly state: ExportState;
  readonly error: unknown;
  readonly rows: number;
}> {
  const limited = storeWith(limits);
  const { job, work } = await limited.create(user, NEW);
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => act();
  await new ExportRun({
    store: limited,
    work,
    columns: ["name"],
    source,
    first: 100,
    user,
    inTurn,
    logger,
    retryPausesMs: [1, 1],
  }).run();
  const { state, error, rows } = await limited.find(user, job.id);
  return { id: job.id, state, error, rows };
}

const refusal = (code: "DEPENDENCY_UNAVAILABLE" | "AUTH_FORBIDDEN", isRetryable: boolean): PageOutcome => ({
  ...{ kind: "refused", code, reason: "Because.", isRetryable },
});

describe("an export in the database", () => {
  it("is seen and touched by its owner only, in the database too", async () => {
    const owner = userOf();
    const { id } = await finished(owner, pagesOf(owner, 2));
    for (const other of [userOf(owner.tenantId), userOf()]) {
      expect(await exports.all(other)).toEqual([]);
      for (const act of ["find", "cancel", "resume", "remove", "interrupted"] as const)
        await expect(exports[act](other, id, null)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
      for (const act of ["request", "open"] as const)
        await expect(exports.files[act](other, id)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
      // Whoever has guessed the id finds no part of the file.
      const file = { id, name: "Names", format: "NDJSON", bytes: 1, pages: 1 } as const;
      await expect(exports.files.read(other, file).next()).rejects.toMatchObject({
        code: "RESOURCE_NOT_FOUND",
      });
    }
    expect((await exports.all(owner)).map((job) => job.id)).toEqual([id]);
  });

  it("says nothing to whoever reads a copy of the database, and cannot be moved to another export", async () => {
    const owner = userOf();
    const { work } = await exports.create(owner, NEW);
    const page = { pages: 0, text: "Okafor\n", rows: 1, next: "Okafor|1", total: null, redacted: [] };
    await exports.addPage(owner, work.hold, page);
    const rows = await admin<{ text: string }[]>`select j::text as text from platform.export_job j
      union all select p::text from platform.export_part p`;
    for (const { text } of rows) expect(text).not.toContain("Okafor");
    const { id } = await finished(owner, pagesOf(owner, 1));
    await admin`delete from platform.export_part where export_job_id = ${id}`;
    await admin`update platform.export_part set export_job_id = ${id} where export_job_id = ${work.hold.id}`;
    const file = await exports.files.open(owner, id);
    await expect(exports.files.read(owner, file).next()).rejects.toThrow("cannot be opened");
  });

  it("is read a page at a time, as fast as whoever fetches it takes it", async () => {
    const owner = userOf();
    const { id } = await finished(owner, pagesOf(owner, 3, 3, 3, 3, 3, 3));
    const file = await exports.files.open(owner, id);
    statements = [];
    const reads = (): number =>
      statements.filter((text) => text.includes('from "platform"."export_part"')).length;
    const stream = Readable.from(exports.files.read(owner, file), { objectMode: false, highWaterMark: 1 });
    const chunks = stream[Symbol.asyncIterator]();
    await chunks.next();
    await sleep(50);
    expect(reads()).toBeLessThanOrEqual(2);
    let bytes = 0;
    for await (const chunk of exports.files.read(owner, file)) bytes += Buffer.byteLength(chunk);
    expect(bytes).toBe(file.bytes);
    stream.destroy();
  });

  it("is removed with its file when its day is over, by whichever router comes first, and no other is", async () => {
    const owner = userOf();
    const { id } = await finished(owner, pagesOf(owner, 1, 1));
    const kept = await finished(owner, pagesOf(owner, 1));
    await admin`update platform.export_job set expires_at = now() - interval '1 s' where id = ${id}`;
    const loops = [
      createExplorerHousekeeping(database, logger),
      createExplorerHousekeeping(database, logger),
    ];
    for (const loop of loops) loop.start();
    const left = async (): Promise<number> =>
      (await admin`select 1 from platform.export_part where export_job_id = ${id}`).length;
    await expect.poll(left).toBe(0);
    for (const loop of loops) await loop.stop();
    expect(await admin`select 1 from platform.export_job where id = ${id}`).toHaveLength(0);
    expect((await exports.find(owner, kept.id)).state).toBe("COMPLETED");
  });

  it("is not there any more when its day is over, whether it was removed or not", async () => {
    const owner = userOf();
    const { id } = await finished(owner, pagesOf(owner, 1));
    now = new Date(now.getTime() + 24 * 3_600_000 - 1_000);
    expect((await exports.files.open(owner, id)).pages).toBe(1);
    now = new Date(now.getTime() + 1_000);
    await expect(exports.files.open(owner, id)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
    expect(await exports.all(owner)).toEqual([]);
  });

  it("is one of three at work and of twenty kept at most, also when several are asked for at once", async () => {
    const owner = userOf();
    const create = async (count: number): Promise<number> => {
      const asked = await Promise.allSettled(Array.from({ length: count }, () => exports.create(owner, NEW)));
      return asked.filter(({ status }) => status === "fulfilled").length;
    };
    // Those whom nobody works on any more do not count as being at work, until they are resumed.
    const pass = (): void => {
      now = new Date(now.getTime() + 31_000);
    };
    expect(await create(5)).toBe(3);
    pass();
    const [interrupted] = await exports.all(owner);
    expect(interrupted?.state).toBe("INTERRUPTED");
    expect(await create(3)).toBe(3);
    await expect(exports.resume(owner, interrupted?.id ?? "", null)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    for (let kept = 6; kept < 18; kept += 3) {
      pass();
      expect(await create(3)).toBe(3);
    }
    pass();
    expect(await create(3)).toBe(2);
    pass();
    expect(await create(1)).toBe(0);
  });

  it("is worked on by one at a time: what another adds afterwards is not taken", async () => {
    const owner = userOf();
    const { job, work } = await exports.create(owner, NEW);
    const page = { pages: 0, text: "1\n", rows: 1, next: "c", total: 9, redacted: [] };
    expect(await exports.addPage(owner, work.hold, page)).toBe(true);
    expect(await exports.addPage(owner, work.hold, page)).toBe(false);
    await exports.release(owner, work.hold);
    // Said before it was left, and arrived after.
    expect(await exports.beat(owner, work.hold)).toBe(false);
    const resumed = await Promise.allSettled([
      exports.resume(owner, job.id, null),
      exports.resume(owner, job.id, null),
    ]);
    expect(resumed.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await exports.addPage(owner, work.hold, { ...page, pages: 1 })).toBe(false);
    expect(await exports.beat(owner, work.hold)).toBe(false);
    expect(await exports.find(owner, job.id)).toMatchObject({ pages: 1, rows: 1, bytes: 2, total: 9 });
  });
});

describe("the work on an export", () => {
  it("comes to an end with the last page, in one file", async () => {
    const owner = userOf();
    const { id, ...rest } = await finished(owner, pagesOf(owner, 2, 1));
    expect(rest).toEqual({ state: "COMPLETED", error: null, rows: 3 });
    const parts: string[] = [];
    for await (const part of exports.files.read(owner, await exports.files.open(owner, id))) parts.push(part);
    expect(parts).toEqual(['{"name":"1.0"}\n{"name":"1.1"}\n', '{"name":"2.0"}\n']);
  });

  it.each([
    ["rows", { rows: 5 }, "more than 5 rows"],
    ["bytes", { bytes: 80 }, "more than 80 bytes"],
  ])(
    "fails beyond the most of %s, and leaves nothing that could be taken for the whole",
    async (_what, limits, said) => {
      const owner = userOf();
      const { id, state, error } = await finished(owner, pagesOf(owner, 3, 3, 3), limits);
      expect(state).toBe("FAILED");
      expect(error).toMatchObject({
        code: "COST_LIMIT_EXCEEDED",
        reason: expect.stringContaining(said) as string,
      });
      await expect(exports.files.open(owner, id)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
      expect(await admin`select 1 from platform.export_part where export_job_id = ${id}`).toHaveLength(0);
    },
  );

  it("fails at once when it is known beforehand to be too long", async () => {
    const owner = userOf();
    const first: PageOutcome = {
      kind: "page",
      user: owner,
      rows: [{ name: "a" }],
      next: "c",
      total: 6,
      redacted: [],
    };
    const { state, rows } = await finished(owner, pagesOf(owner, first), { rows: 5 });
    expect([state, rows]).toEqual(["FAILED", 0]);
  });

  it("waits for points until it has them, and then goes on", async () => {
    const owner = userOf();
    const wait: PageOutcome = { kind: "wait", user: owner, seconds: 0.01 };
    const states: ExportState[] = [];
    const pages = pagesOf(owner, 1, wait, wait, 1);
    const source: PageSource = async (page, signal) => {
      states.push(...(await exports.all(owner)).map(({ state }) => state));
      return pages(page, signal);
    };
    expect(await finished(owner, source)).toMatchObject({ state: "COMPLETED", rows: 2 });
    expect(states).toEqual(["QUEUED", "RUNNING", "WAITING", "WAITING"]);
  });

  it("asks again for what may pass, and is left to be resumed when it does not", async () => {
    const owner = userOf();
    const away = refusal("DEPENDENCY_UNAVAILABLE", true);
    expect(await finished(owner, pagesOf(owner, 1, away, away, 1))).toMatchObject({
      state: "COMPLETED",
      rows: 2,
    });
    const left = await finished(owner, pagesOf(owner, 1, away, away, away, 1));
    expect(left).toMatchObject({ state: "INTERRUPTED", rows: 1, error: { code: "DEPENDENCY_UNAVAILABLE" } });
    const { job } = await exports.resume(owner, left.id, null);
    expect(job).toMatchObject({ state: "QUEUED", rows: 1, error: null });
  });

  it.each([
    ["is lost", [null, null, null, "b", "c"]],
    ["is not answered", [null, "b", "c"]],
  ] as const)("goes on, with no page twice, when what it writes %s", async (what, expected) => {
    const owner = userOf();
    const asked: (string | null)[] = [];
    const cursors = [null, "b", "c"];
    const source: PageSource = async ({ after }) => {
      asked.push(after);
      if (asked.length <= 2) fault = what;
      const at = cursors.indexOf(after);
      const rows = [{ name: String(at) }];
      return { kind: "page", user: owner, rows, next: cursors[at + 1] ?? null, total: null, redacted: [] };
    };
    const { id, ...rest } = await finished(owner, source);
    expect([asked, rest]).toEqual([expected, { state: "COMPLETED", rows: 3, error: null }]);
    const parts: string[] = [];
    for await (const part of exports.files.read(owner, await exports.files.open(owner, id))) parts.push(part);
    expect(parts.join("")).toBe('{"name":"0"}\n{"name":"1"}\n{"name":"2"}\n');
  });

  it("is left to be resumed, with the reason, when what it writes is lost again and again", async () => {
    const owner = userOf();
    const source: PageSource = async () => {
      fault = "is lost";
      return { kind: "page", user: owner, rows: [], next: null, total: null, redacted: [] };
    };
    expect(await finished(owner, source)).toMatchObject({
      ...{ state: "INTERRUPTED", rows: 0, error: { code: "DEPENDENCY_UNAVAILABLE" } },
    });
  });

  it("asks for less when a page takes too long, and in the end for more again", async () => {
    const owner = userOf();
    const asked: number[] = [];
    let left = 25;
    const source: PageSource = async ({ first }) => {
      asked.push(first);
      if (first > 30 && left > 14)
        return { kind: "refused", code: "DEADLINE_EXCEEDED", reason: "Late.", isRetryable: true };
      left -= 1;
      const next = left === 0 ? null : `after ${left}`;
      return { kind: "page", user: owner, rows: [{ name: "a" }], next, total: null, redacted: [] };
    };
    expect(await finished(owner, source)).toMatchObject({ state: "COMPLETED", rows: 25 });
    const times = (first: number, count: number): number[] => Array.from({ length: count }, () => first);
    expect(asked).toEqual([100, 50, ...times(25, 10), 50, ...times(25, 10), ...times(50, 5)]);
  });

  it("is left to be resumed when not even one row comes in time", async () => {
    const owner = userOf();
    const asked: number[] = [];
    const source: PageSource = async ({ first }) => {
      asked.push(first);
      return { kind: "refused", code: "DEADLINE_EXCEEDED", reason: "Late.", isRetryable: true };
    };
    expect(await finished(owner, source)).toMatchObject({
      state: "INTERRUPTED",
      error: { code: "DEADLINE_EXCEEDED" },
    });
    expect(asked).toEqual([100, 50, 25, 12, 6, 3, 1, 1, 1]);
  });

  it("fails with what is refused for good, and with a page that leads to itself", async () => {
    const owner = userOf();
    expect(await finished(owner, pagesOf(owner, 1, refusal("AUTH_FORBIDDEN", false)))).toMatchObject({
      state: "FAILED",
      error: { code: "AUTH_FORBIDDEN", reason: "Because." },
    });
    const again: PageOutcome = {
      kind: "page",
      user: owner,
      rows: [],
      next: "same",
      total: null,
      redacted: [],
    };
    expect(await finished(owner, pagesOf(owner, again, again))).toMatchObject({
      state: "FAILED",
      error: { code: "INTERNAL" },
    });
  });

  it.each([
    ["more", [], ["Patient.name"]],
    ["less", ["Patient.name"], []],
  ])("fails when %s is masked than in the pages before", async (_what, before, by) => {
    const owner = userOf();
    const page = (redacted: readonly string[], next: string | null): PageOutcome => ({
      ...{ kind: "page", user: owner, rows: [{ name: null }], total: null, redacted, next },
    });
    const same = await finished(owner, pagesOf(owner, page(before, "a"), page(before, null)));
    expect(await exports.find(owner, same.id)).toMatchObject({ state: "COMPLETED", redacted: before });
    const other = await finished(owner, pagesOf(owner, page(before, "a"), page(by, null)));
    expect(await exports.find(owner, other.id)).toMatchObject({
      ...{ state: "FAILED", redacted: before, error: { code: "CONFLICT" } },
    });
  });

  it("is done for few exports at once, and left to be resumed when the process ends", async () => {
    const runner = new ExportRunner(logger);
    let atOnce = 0;
    let most = 0;
    const users = Array.from({ length: 6 }, () => userOf());
    const hanging: PageSource = (_page, signal) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          atOnce -= 1;
          resolve(refusal("AUTH_FORBIDDEN", false));
        });
      });
    };
    const ids: string[] = [];
    for (const user of users) {
      const { job, work } = await exports.create(user, NEW);
      ids.push(job.id);
      await runner.start({ store: exports, work, columns: [], source: hanging, first: 100, user });
    }
    await expect.poll(() => atOnce).toBe(4);
    await runner.stop();
    expect([most, atOnce]).toEqual([4, 0]);
    expect(() => runner.assertRunning()).toThrow(expect.objectContaining({ code: "DEPENDENCY_UNAVAILABLE" }));
    for (const [at, user] of users.entries())
      expect((await exports.find(user, ids[at] ?? "")).state).toBe("INTERRUPTED");
    // It was accepted before the process began to end.
    const late = userOf();
    const { job, work } = await exports.create(late, NEW);
    await runner.start({ store: exports, work, columns: [], source: hanging, first: 100, user: late });
    expect([(await exports.find(late, job.id)).state, atOnce]).toEqual(["INTERRUPTED", 0]);
  });
});
