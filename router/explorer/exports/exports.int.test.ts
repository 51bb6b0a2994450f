import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ExportTest, NEW_EXPORT, pagesOf, SILENT, someone } from "../../test/export-test.ts";
import { createExplorerHousekeeping } from "../explorer-housekeeping.ts";

let test: ExportTest;

beforeAll(async () => {
  test = await ExportTest.open();
});
afterEach(() => {
  test.now = new Date();
  test.statements = [];
});
afterAll(() => test.close());

describe("an export in the database", () => {
  it("is seen and touched by its owner only, in the database too", async () => {
    const owner = someone();
    const { id } = await test.finished(owner, pagesOf(owner, 2));
    for (const other of [someone(owner.tenantId), someone()]) {
      expect(await test.exports.all(other)).toEqual([]);
      for (const act of ["find", "cancel", "resume", "remove", "interrupted"] as const)
        await expect(test.exports[act](other, id, null)).rejects.toMatchObject({
          code: "RESOURCE_NOT_FOUND",
        });
      for (const act of ["request", "open"] as const)
        await expect(test.exports.files[act](other, id)).rejects.toMatchObject({
          code: "RESOURCE_NOT_FOUND",
        });
      // Whoever has guessed the id finds no part of the file.
      const file = { id, name: "Names", format: "NDJSON", bytes: 1, pages: 1 } as const;
      await expect(test.exports.files.read(other, file).next()).rejects.toMatchObject({
        code: "RESOURCE_NOT_FOUND",
      });
    }
    expect((await test.exports.all(owner)).map((job) => job.id)).toEqual([id]);
  });

  it("says nothing to whoever reads a copy of the database, and cannot be moved to another export", async () => {
    const owner = someone();
    const { work } = await test.exports.create(owner, NEW_EXPORT);
    const page = { pages: 0, text: "Okafor\n", rows: 1, next: "Okafor|1", total: null, redacted: [] };
    await test.exports.addPage(owner, work.hold, page);
    const rows = await test.admin<{ text: string }[]>`select j::text as text from platform.export_job j
      union all select p::text from platform.export_part p`;
    for (const { text } of rows) expect(text).not.toContain("Okafor");
    const { id } = await test.finished(owner, pagesOf(owner, 1));
    await test.admin`delete from platform.export_part where export_job_id = ${id}`;
    await test.admin`update platform.export_part set export_job_id = ${id} where export_job_id = ${work.hold.id}`;
    const file = await test.exports.files.open(owner, id);
    await expect(test.exports.files.read(owner, file).next()).rejects.toThrow("cannot be opened");
  });

  it("is read a page at a time, as fast as whoever fetches it takes it", async () => {
    const owner = someone();
    const { id } = await test.finished(owner, pagesOf(owner, 3, 3, 3, 3, 3, 3));
    const file = await test.exports.files.open(owner, id);
    test.statements = [];
    const reads = (): number =>
      test.statements.filter((text) => text.includes('from "platform"."export_part"')).length;
    const stream = Readable.from(test.exports.files.read(owner, file), {
      objectMode: false,
      highWaterMark: 1,
    });
    const chunks = stream[Symbol.asyncIterator]();
    await chunks.next();
    await sleep(50);
    expect(reads()).toBeLessThanOrEqual(2);
    let bytes = 0;
    for await (const chunk of test.exports.files.read(owner, file)) bytes += Buffer.byteLength(chunk);
    expect(bytes).toBe(file.bytes);
    stream.destroy();
  });

  it("is removed with its file when its day is over, by whichever router comes first, and no other is", async () => {
    const owner = someone();
    const { id } = await test.finished(owner, pagesOf(owner, 1, 1));
    const kept = await test.finished(owner, pagesOf(owner, 1));
    await test.admin`update platform.export_job set expires_at = now() - interval '1 s' where id = ${id}`;
    const loops = [
      createExplorerHousekeeping(test.database, SILENT),
      createExplorerHousekeeping(test.database, SILENT),
    ];
    for (const loop of loops) loop.start();
    const left = async (): Promise<number> =>
      (await test.admin`select 1 from platform.export_part where export_job_id = ${id}`).length;
    await expect.poll(left).toBe(0);
    for (const loop of loops) await loop.stop();
    expect(await test.admin`select 1 from platform.export_job where id = ${id}`).toHaveLength(0);
    expect((await test.exports.find(owner, kept.id)).state).toBe("COMPLETED");
  });

  it("is not there any more when its day is over, whether it was removed or not", async () => {
    const owner = someone();
    const { id } = await test.finished(owner, pagesOf(owner, 1));
    test.now = new Date(test.now.getTime() + 24 * 3_600_000 - 1_000);
    expect((await test.exports.files.open(owner, id)).pages).toBe(1);
    test.now = new Date(test.now.getTime() + 1_000);
    await expect(test.exports.files.open(owner, id)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
    expect(await test.exports.all(owner)).toEqual([]);
  });

  it("is one of three at work and of twenty kept at most, also when several are asked for at once", async () => {
    const owner = someone();
    const create = async (count: number): Promise<number> => {
      const asked = await Promise.allSettled(
        Array.from({ length: count }, () => test.exports.create(owner, NEW_EXPORT)),
      );
      return asked.filter(({ status }) => status === "fulfilled").length;
    };
    // Those whom nobody works on any more do not count as being at work, until they are resumed.
    const pass = (): void => {
      test.now = new Date(test.now.getTime() + 31_000);
    };
    expect(await create(5)).toBe(3);
    pass();
    const [interrupted] = await test.exports.all(owner);
    expect(interrupted?.state).toBe("INTERRUPTED");
    expect(await create(3)).toBe(3);
    await expect(test.exports.resume(owner, interrupted?.id ?? "", null)).rejects.toMatchObject({
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
    const owner = someone();
    const { job, work } = await test.exports.create(owner, NEW_EXPORT);
    const page = { pages: 0, text: "1\n", rows: 1, next: "c", total: 9, redacted: [] };
    expect(await test.exports.addPage(owner, work.hold, page)).toBe(true);
    expect(await test.exports.addPage(owner, work.hold, page)).toBe(false);
    await test.exports.release(owner, work.hold);
    // Said before it was left, and arrived after.
    expect(await test.exports.beat(owner, work.hold)).toBe(false);
    const resumed = await Promise.allSettled([
      test.exports.resume(owner, job.id, null),
      test.exports.resume(owner, job.id, null),
    ]);
    expect(resumed.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await test.exports.addPage(owner, work.hold, { ...page, pages: 1 })).toBe(false);
    expect(await test.exports.beat(owner, work.hold)).toBe(false);
    expect(await test.exports.find(owner, job.id)).toMatchObject({ pages: 1, rows: 1, bytes: 2, total: 9 });
  });
});
