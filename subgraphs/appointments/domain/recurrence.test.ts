import { describe, expect, it } from "vitest";
import { datesOf, isRecurrence } from "./recurrence.ts";

describe("datesOf", () => {
  it.each([
    ["FREQ=YEARLY", "2020-12-25", ["2026-12-25", "2027-12-25"]],
    ["FREQ=MONTHLY;BYDAY=-1MO;BYMONTH=5,8", "2020-01-01", ["2027-05-31", "2027-08-30"]],
    ["FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2020-01-01", ["2026-11-26", "2027-11-25"]],
    ["FREQ=YEARLY;INTERVAL=2", "2025-12-31", ["2027-12-31"]],
    ["FREQ=YEARLY;UNTIL=20261231", "2020-12-31", ["2026-12-31"]],
    ["FREQ=YEARLY;COUNT=2", "2025-12-31", ["2026-12-31"]],
    // The first day is one of the rule's days only when the rule says so.
    ["FREQ=WEEKLY;BYDAY=TU;COUNT=1", "2026-11-30", ["2026-12-01"]],
  ])("has the days of %s from %s on", (rule, firstDate, expected) => {
    expect(datesOf({ rule, firstDate }, "2026-11-01", "2027-12-31")).toEqual(expected);
  });

  it("counts weeks from the first day on, over years", () => {
    const mondays = datesOf(
      { rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", firstDate: "2020-01-06" },
      "2026-11-01",
      "2027-01-31",
    );
    expect(mondays).toEqual([
      ...["2026-11-02", "2026-11-16", "2026-11-30", "2026-12-14", "2026-12-28", "2027-01-11", "2027-01-25"],
    ]);
  });

  it("has days from the first one on, for a hundred years", () => {
    const yearly = { rule: "FREQ=YEARLY", firstDate: "2026-05-05" };
    expect(datesOf(yearly, "2020-01-01", "2026-12-31")).toEqual(["2026-05-05"]);
    expect(datesOf(yearly, "2126-01-01", "2999-12-31")).toEqual(["2126-05-05"]);
  });
});

describe("isRecurrence", () => {
  it.each([
    "",
    "weekly",
    "FREQ=HOURLY",
    "FREQ=SECONDLY",
    "FREQ=WEEKLY;BYHOUR=9",
    "FREQ=WEEKLY;COUNT=1000",
    "FREQ=WEEKLY;COUNT=0",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;UNTIL=20270101T000000Z",
    "FREQ=WEEKLY;UNTIL=2027",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;FREQ=DAILY",
    "FREQ=WEEKLY\nEXDATE:20261130",
    "FREQ=WEEKLY;X-ANY=1",
    "RRULE:FREQ=WEEKLY",
    // Never a day.
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=WEEKLY;UNTIL=20200101",
    `FREQ=WEEKLY;BYMONTHDAY=${"1,".repeat(100)}1`,
  ])("refuses %j", (rule) => {
    expect(isRecurrence({ rule, firstDate: "2026-11-30" })).toBe(false);
  });

  it.each([
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;COUNT=999",
    "FREQ=DAILY;BYDAY=FR;BYMONTH=12;COUNT=999",
    "FREQ=WEEKLY;WKST=SU;BYDAY=MO,TU",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
  ])("takes %s, and can work it out for a hundred years", (rule) => {
    expect(isRecurrence({ rule, firstDate: "2026-11-30" })).toBe(true);
    expect(() => datesOf({ rule, firstDate: "2026-11-30" }, "2126-01-01", "2126-12-31")).not.toThrow();
  });

  it("refuses a day that there is not", () => {
    expect(isRecurrence({ rule: "FREQ=DAILY", firstDate: "2026-02-30" })).toBe(false);
  });
});
