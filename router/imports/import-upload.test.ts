import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { passOn, type UploadLimits } from "./import-upload.ts";

const LIMITS: UploadLimits = { largestBytes: 10_000_000, silenceMs: 5_000, longestMs: 5_000 };
const CHUNK = Buffer.alloc(64 * 1024, 7);

/** Tells how many chunks were asked for. */
function fileOf(chunks: number): { readonly file: Readable; readonly asked: () => number } {
  let asked = 0;
  function* bytes(): Generator<Buffer> {
    for (; asked < chunks; asked += 1) yield CHUNK;
  }
  return { file: Readable.from(bytes(), { highWaterMark: 1 }), asked: () => asked };
}

describe("a file that is passed on", () => {
  it("goes in parts of half a mebibyte, in order and byte by byte", async () => {
    const parts: Buffer[] = [];
    const text = Readable.from([
      CHUNK,
      Buffer.from("ä"),
      ...Array.from({ length: 20 }, () => CHUNK),
      Buffer.from("end"),
    ]);
    const passed = await passOn(text, LIMITS, async (part, position) => {
      expect(position).toBe(parts.length);
      parts.push(Buffer.from(part));
    });
    const whole = Buffer.concat([
      CHUNK,
      Buffer.from("ä"),
      ...Array.from({ length: 20 }, () => CHUNK),
      Buffer.from("end"),
    ]);
    expect(Buffer.concat(parts).equals(whole)).toBe(true);
    expect(parts.every(({ length }) => length <= 512 * 1024)).toBe(true);
    expect(passed).toEqual({ parts: parts.length, sha256: createHash("sha256").update(whole).digest("hex") });
  });

  it("may be empty", async () => {
    const passed = await passOn(Readable.from([]), LIMITS, () => Promise.reject(new Error("There is none.")));
    expect(passed).toEqual({ parts: 0, sha256: createHash("sha256").digest("hex") });
  });

  it("is not read while a part is on its way", async () => {
    const { file, asked } = fileOf(100);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const passing = passOn(file, LIMITS, () => promise);
    await sleep(50);
    // Eight make a part; one or two more are held by the stream.
    expect(asked()).toBeLessThanOrEqual(10);
    resolve(undefined);
    await passing;
    expect(asked()).toBe(100);
  });

  it("is refused when it is too large, as soon as it is known, and the stream stays open for the answer", async () => {
    const { file, asked } = fileOf(100);
    const limits = { ...LIMITS, largestBytes: 4 * CHUNK.length };
    await expect(passOn(file, limits, async () => undefined)).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
    expect([asked() <= 6, file.destroyed]).toEqual([true, false]);
  });

  it.each([
    ["that falls silent", { silenceMs: 20 }],
    ["that takes too long", { longestMs: 20 }],
  ])("%s is not waited for", async (_name, limits) => {
    const file = new Readable({ read: () => undefined });
    file.push(CHUNK);
    const passing = passOn(file, { ...LIMITS, ...limits }, async () => undefined);
    await expect(passing).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  });

  it("fails as its stream and its receiver do", async () => {
    const file = new Readable({ read: () => undefined });
    const passing = passOn(file, LIMITS, async () => undefined);
    file.destroy(new Error("aborted"));
    await expect(passing).rejects.toThrow("aborted");
    const refused = passOn(fileOf(9).file, LIMITS, () => Promise.reject(new Error("refused")));
    await expect(refused).rejects.toThrow("refused");
  });
});
