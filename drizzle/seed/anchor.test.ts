import { describe, expect, it } from "vitest";
import { anchorOf, instantOf, minuteOfDay, weekdayOf } from "./anchor.ts";

describe("the anchor", () => {
  it.each([
    ["2026-03-02T00:00:00Z", "2026-03-02"],
    ["2026-03-05T13:45:00Z", "2026-03-02"],
    ["2026-03-08T23:59:59.999Z", "2026-03-02"],
    ["2026-03-09T00:00:00Z", "2026-03-09"],
    ["2027-01-01T12:00:00Z", "2026-12-28"],
  ])("of %s is %s", (instant, monday) => {
    expect(anchorOf(new Date(instant))).toBe(monday);
  });

  it.each([
    [-90, 2],
    [-7, 1],
    [-1, 7],
    [0, 1],
    [6, 7],
    [60, 5],
  ])("makes day %i weekday %i", (dayOffset, weekday) => {
    expect(weekdayOf(dayOffset)).toBe(weekday);
  });
});

describe("local time", () => {
  it("follows daylight saving time", () => {
    const nine = minuteOfDay("09:00");
    expect(instantOf("2026-03-23", 4, nine, "Europe/Berlin").toISOString()).toBe("2026-03-27T08:00:00.000Z");
    expect(instantOf("2026-03-23", 7, nine, "Europe/Berlin").toISOString()).toBe("2026-03-30T07:00:00.000Z");
    expect(instantOf("2026-03-23", 7, nine, "America/Phoenix").toISOString()).toBe(
      "2026-03-30T16:00:00.000Z",
    );
    expect(instantOf("2026-03-23", 7, nine, "Asia/Kolkata").toISOString()).toBe("2026-03-30T03:30:00.000Z");
  });
});
