import { describe, expect, it } from "vitest";
import { isInFuture } from "./birth-date.ts";

describe("a date of birth", () => {
  it.each([
    ["2026-03-01", "2026-03-01T09:59:59.999Z", false],
    ["2026-03-02", "2026-03-01T09:59:59.999Z", true],
    ["2026-03-02", "2026-03-01T10:00:00.000Z", false],
    ["2026-03-03", "2026-03-01T10:00:00.000Z", true],
    ["1950-12-31", "2026-03-01T10:00:00.000Z", false],
  ])("%s at %s", (date, now, expected) => {
    expect(isInFuture(date, new Date(now))).toBe(expected);
  });
});
