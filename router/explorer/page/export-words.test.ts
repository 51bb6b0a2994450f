import { describe, expect, it } from "vitest";
import type { ExportJob, ExportState } from "../export-api.ts";
import { isUnderWay, progressOf, sizeOf } from "./export-words.ts";

const JOB: ExportJob = {
  ...{
    id: "1",
    name: "List",
    format: "CSV",
    state: "RUNNING",
    rows: 1_200,
    total: 5_000,
    pages: 12,
    bytes: 2_140_000,
  },
  ...{
    redacted: [],
    waitingUntil: null,
    error: null,
    createdAt: "2026-03-04T09:00:00.000Z",
    expiresAt: "2026-03-05T09:00:00.000Z",
  },
};
const error = { code: "AUTH_UNAUTHENTICATED", reason: "Sign in to do this." };

describe("how far an export is", () => {
  it.each<[Partial<ExportJob>, RegExp]>([
    [{ state: "QUEUED" }, /^Waits for its turn\.$/],
    [{}, /^1,200 of 5,000 rows\.$/],
    [{ total: null, rows: 1 }, /^1 row\.$/],
    [
      { state: "WAITING", waitingUntil: "2026-03-04T09:00:07.000Z" },
      /^1,200 of 5,000 rows; waits for your budget until \d\d:00:07\.$/,
    ],
    [{ state: "INTERRUPTED" }, /^Interrupted after 1,200 of 5,000 rows\.$/],
    [{ state: "COMPLETED" }, /^1,200 rows, 2\.1 MB; there until 5 Mar 2026, \d\d:\d\d\.$/],
    [{ state: "FAILED", error }, /^Failed\. Sign in to do this\. \(AUTH_UNAUTHENTICATED\)$/],
    [{ state: "CANCELLED" }, /^Cancelled after 1,200 of 5,000 rows\.$/],
  ])("is said of %j", (change, words) => {
    expect(progressOf({ ...JOB, ...change })).toMatch(words);
  });

  it("changes by itself while somebody works on it", () => {
    const states: ExportState[] = [
      "QUEUED",
      "RUNNING",
      "WAITING",
      "INTERRUPTED",
      "COMPLETED",
      "FAILED",
      "CANCELLED",
    ];
    expect(states.filter((state) => isUnderWay({ ...JOB, state }))).toEqual(["QUEUED", "RUNNING", "WAITING"]);
  });

  it.each([
    [1, "1 byte"],
    [999, "999 bytes"],
    [25_520, "25.5 kB"],
    [50_000_000, "50.0 MB"],
  ])("gives %d bytes as %s", (bytes, words) => {
    expect(sizeOf(bytes)).toBe(words);
  });
});
