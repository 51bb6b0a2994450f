import { describe, expect, it } from "vitest";
import { seriesTimes } from "./series.ts";

const BERLIN = "Europe/Berlin";

function times(recurrence: string, first: string, timeZone = BERLIN): unknown {
  const { startsAtMs, problem } = seriesTimes(recurrence, Date.parse(first), timeZone);
  return problem ?? startsAtMs.map((startsAt) => new Date(startsAt).toISOString());
}

describe("seriesTimes", () => {
  it("keeps the time of day on the clinic's clock when that changes", () => {
    expect(times("FREQ=WEEKLY;COUNT=3", "2026-03-16T08:00:00Z")).toEqual([
      "2026-03-16T08:00:00.000Z",
      "2026-03-23T08:00:00.000Z",
      "2026-03-30T07:00:00.000Z",
    ]);
  });

  it("counts days on the clinic's calendar", () => {
    // 23:30 UTC is Tuesday already in Kolkata.
    expect(times("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "2026-03-16T23:30:00Z", "Asia/Kolkata")).toEqual([
      "2026-03-16T23:30:00.000Z",
      "2026-03-23T23:30:00.000Z",
    ]);
  });

  it("follows the rule for local times that do not exist", () => {
    expect(times("FREQ=DAILY;COUNT=2", "2026-03-28T01:30:00Z")).toEqual([
      "2026-03-28T01:30:00.000Z",
      // 02:30 is skipped on the 29th: it is 03:30.
      "2026-03-29T01:30:00.000Z",
    ]);
  });

  it.each([
    ["FREQ=WEEKLY;COUNT=52", 52],
    ["FREQ=WEEKLY;COUNT=53", "TOO_MANY_OCCURRENCES"],
    ["FREQ=WEEKLY", "TOO_MANY_OCCURRENCES"],
    ["FREQ=MONTHLY", 37],
    ["FREQ=WEEKLY;UNTIL=20260330", 3],
    ["FREQ=SECONDLY;COUNT=3", "RECURRENCE_INVALID"],
    ["never", "RECURRENCE_INVALID"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RECURRENCE_INVALID"],
  ])("of %s are %s", (recurrence, expected) => {
    const found = times(recurrence, "2026-03-16T08:00:00Z");
    expect(Array.isArray(found) ? found.length : found).toBe(expected);
  });
});
