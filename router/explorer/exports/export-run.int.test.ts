import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExportTest, NEW_EXPORT, pageOf, pagesOf, SILENT, someone } from "../../test/export-test.ts";
import type { ExportState } from "../export-api.ts";
import { ExportRunner } from "./export-runner.ts";
import type { PageOutcome, PageSource } from "./page-source.ts";

let test: ExportTest;

beforeAll(async () => {
  test = await ExportTest.open();
});
afterAll(() => test.close());

const refusal = (code: "DEPENDENCY_UNAVAILABLE" | "AUTH_FORBIDDEN", isRetryable: boolean): PageOutcome => ({
  ...{ kind: "refused", code, reason: "Because.", isRetryable },
});

describe("the work on an export", () => {
  it("comes to an end with the last page, in one file", async () => {
    const owner = someone();
    const { id, ...rest } = await test.finished(owner, pagesOf(owner, 2, 1));
    expect(rest).toEqual({ state: "COMPLETED", error: null, rows: 3 });
    const parts = await test.fileOf(owner, id);
    expect(parts).toEqual(['{"name":"1.0"}\n{"name":"1.1"}\n', '{"name":"2.0"}\n']);
  });

  it.each([
    ["rows", { rows: 5 }, "more than 5 rows"],
    ["bytes", { bytes: 80 }, "more than 80 bytes"],
  ])(
    "fails beyond the most of %s, and leaves nothing that could be taken for the whole",
    async (_what, limits, said) => {
      const owner = someone();
      const { id, state, error } = await test.finished(owner, pagesOf(owner, 3, 3, 3), limits);
      expect(state).toBe("FAILED");
      expect(error).toMatchObject({
        code: "COST_LIMIT_EXCEEDED",
        reason: expect.stringContaining(said) as string,
      });
      await expect(test.exports.files.open(owner, id)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
      expect(await test.admin`select 1 from platform.export_part where export_job_id = ${id}`).toHaveLength(
        0,
      );
    },
  );

  it("fails at once when it is known beforehand to be too long", async () => {
    const owner = someone();
    const first: PageOutcome = {
      kind: "page",
      user: owner,
      rows: [{ name: "a" }],
      next: "c",
      total: 6,
      redacted: [],
    };
    const { state, rows } = await test.finished(owner, pagesOf(owner, first), { rows: 5 });
    expect([state, rows]).toEqual(["FAILED", 0]);
  });

  it("waits for points until it has them, and then goes on", async () => {
    const owner = someone();
    const wait: PageOutcome = { kind: "wait", user: owner, seconds: 0.01 };
    const states: ExportState[] = [];
    const pages = pagesOf(owner, 1, wait, wait, 1);
    const source: PageSource = async (page, signal) => {
      states.push(...(await test.exports.all(owner)).map(({ state }) => state));
      return pages(page, signal);
    };
    expect(await test.finished(owner, source)).toMatchObject({ state: "COMPLETED", rows: 2 });
    expect(states).toEqual(["QUEUED", "RUNNING", "WAITING", "WAITING"]);
  });

  it("asks again for what may pass, and is left to be resumed when it does not", async () => {
    const owner = someone();
    const away = refusal("DEPENDENCY_UNAVAILABLE", true);
    expect(await test.finished(owner, pagesOf(owner, 1, away, away, 1))).toMatchObject({
      state: "COMPLETED",
      rows: 2,
    });
    const left = await test.finished(owner, pagesOf(owner, 1, away, away, away, 1));
    expect(left).toMatchObject({ state: "INTERRUPTED", rows: 1, error: { code: "DEPENDENCY_UNAVAILABLE" } });
    const { job } = await test.exports.resume(owner, left.id, null);
    expect(job).toMatchObject({ state: "QUEUED", rows: 1, error: null });
  });

  it.each([
    ["is lost", [null, null, null, "b", "c"]],
    ["is not answered", [null, "b", "c"]],
  ] as const)("goes on, with no page twice, when what it writes %s", async (what, expected) => {
    const owner = someone();
    const asked: (string | null)[] = [];
    const cursors = [null, "b", "c"];
    const source: PageSource = async ({ after }) => {
      asked.push(after);
      if (asked.length <= 2) test.fault = what;
      const at = cursors.indexOf(after);
      const rows = [{ name: String(at) }];
      return pageOf(owner, { rows, next: cursors[at + 1] ?? null });
    };
    const { id, ...rest } = await test.finished(owner, source);
    expect([asked, rest]).toEqual([expected, { state: "COMPLETED", rows: 3, error: null }]);
    const parts = await test.fileOf(owner, id);
    expect(parts.join("")).toBe('{"name":"0"}\n{"name":"1"}\n{"name":"2"}\n');
  });

  it("is left to be resumed, with the reason, when what it writes is lost again and again", async () => {
    const owner = someone();
    const source: PageSource = async () => {
      test.fault = "is lost";
      return pageOf(owner, {});
    };
    expect(await test.finished(owner, source)).toMatchObject({
      ...{ state: "INTERRUPTED", rows: 0, error: { code: "DEPENDENCY_UNAVAILABLE" } },
    });
  });

  it("asks for less when a page takes too long, and in the end for more again", async () => {
    const owner = someone();
    const asked: number[] = [];
    let left = 25;
    const source: PageSource = async ({ first }) => {
      asked.push(first);
      if (first > 30 && left > 14)
        return { kind: "refused", code: "DEADLINE_EXCEEDED", reason: "Late.", isRetryable: true };
      left -= 1;
      const next = left === 0 ? null : `after ${left}`;
      return pageOf(owner, { rows: [{ name: "a" }], next });
    };
    expect(await test.finished(owner, source)).toMatchObject({ state: "COMPLETED", rows: 25 });
    const times = (first: number, count: number): number[] => Array.from({ length: count }, () => first);
    expect(asked).toEqual([100, 50, ...times(25, 10), 50, ...times(25, 10), ...times(50, 5)]);
  });

  it("is left to be resumed when not even one row comes in time", async () => {
    const owner = someone();
    const asked: number[] = [];
    const source: PageSource = async ({ first }) => {
      asked.push(first);
      return { kind: "refused", code: "DEADLINE_EXCEEDED", reason: "Late.", isRetryable: true };
    };
    expect(await test.finished(owner, source)).toMatchObject({
      state: "INTERRUPTED",
      error: { code: "DEADLINE_EXCEEDED" },
    });
    expect(asked).toEqual([100, 50, 25, 12, 6, 3, 1, 1, 1]);
  });

  it("fails with what is refused for good, and with a page that leads to itself", async () => {
    const owner = someone();
    expect(await test.finished(owner, pagesOf(owner, 1, refusal("AUTH_FORBIDDEN", false)))).toMatchObject({
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
    expect(await test.finished(owner, pagesOf(owner, again, again))).toMatchObject({
      state: "FAILED",
      error: { code: "INTERNAL" },
    });
  });

  it.each([
    ["more", [], ["Patient.name"]],
    ["less", ["Patient.name"], []],
  ])("fails when %s is masked than in the pages before", async (_what, before, by) => {
    const owner = someone();
    const page = (redacted: readonly string[], next: string | null): PageOutcome =>
      pageOf(owner, { rows: [{ name: null }], redacted, next });
    const same = await test.finished(owner, pagesOf(owner, page(before, "a"), page(before, null)));
    expect(await test.exports.find(owner, same.id)).toMatchObject({ state: "COMPLETED", redacted: before });
    const other = await test.finished(owner, pagesOf(owner, page(before, "a"), page(by, null)));
    expect(await test.exports.find(owner, other.id)).toMatchObject({
      ...{ state: "FAILED", redacted: before, error: { code: "CONFLICT" } },
    });
  });

  it("is done for few exports at once, and left to be resumed when the process ends", async () => {
    const runner = new ExportRunner(SILENT);
    let atOnce = 0;
    let most = 0;
    const users = Array.from({ length: 6 }, () => someone());
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
      const { job, work } = await test.exports.create(user, NEW_EXPORT);
      ids.push(job.id);
      await runner.start({ store: test.exports, work, columns: [], source: hanging, first: 100, user });
    }
    await expect.poll(() => atOnce).toBe(4);
    await runner.stop();
    expect([most, atOnce]).toEqual([4, 0]);
    expect(() => runner.assertRunning()).toThrow(expect.objectContaining({ code: "DEPENDENCY_UNAVAILABLE" }));
    for (const [at, user] of users.entries())
      expect((await test.exports.find(user, ids[at] ?? "")).state).toBe("INTERRUPTED");
    // It was accepted before the process began to end.
    const late = someone();
    const { job, work } = await test.exports.create(late, NEW_EXPORT);
    await runner.start({ store: test.exports, work, columns: [], source: hanging, first: 100, user: late });
    expect([(await test.exports.find(late, job.id)).state, atOnce]).toEqual(["INTERRUPTED", 0]);
  });
});
