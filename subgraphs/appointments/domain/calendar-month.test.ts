import { describe, expect, it } from "vitest";
import { daysOf, isCalendarMonth, isOverEverywhere, monthsBetween } from "./calendar-month.ts";

describe("a month of the calendar", () => {
  it.each(["2026-13", "2026-00", "2026-2", "26-02", "2026-02-01", "2026-02 ", "", "-2026-02"])(
    "is not %j",
    (text) => {
      expect(isCalendarMonth(text)).toBe(false);
    },
  );

  it("has its days, and is counted from the first to the last", () => {
    expect(daysOf("2028-02")).toHaveLength(29);
    expect(daysOf("1900-02")).toHaveLength(28);
    expect(daysOf("2026-11")[0]).toEqual({ month: "2026-11", date: "2026-11-01", weekday: 7 });
    expect(daysOf("2026-03")[29]).toEqual({ month: "2026-03", date: "2026-03-30", weekday: 1 });
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthsBetween("2026-02", "2025-11")).toEqual([]);
  });

  it("is over when the last place on earth has the next one", () => {
    expect(isOverEverywhere("2025-12", Date.parse("2026-01-01T11:59:59.999Z"))).toBe(false);
    expect(isOverEverywhere("2025-12", Date.parse("2026-01-01T12:00:00.000Z"))).toBe(true);
  });
});
