import { describe, expect, it } from "vitest";
import {
  problemOfException,
  problemOfHours,
  type PlannedException,
  type PlannedHours,
} from "./planned-hours.ts";

const MORNING: PlannedHours = {
  weekday: 1,
  opensAt: "09:00",
  closesAt: "12:00",
  validFrom: null,
  validUntil: null,
  recurrence: null,
};

describe("problemOfHours", () => {
  const problemOf = (...hours: Partial<PlannedHours>[]): unknown =>
    problemOfHours(hours.map((changes) => ({ ...MORNING, ...changes })));

  it.each([
    [{ closesAt: "09:00" }, "TIMES_INVALID"],
    [{ closesAt: "08:59" }, "TIMES_INVALID"],
    [{ closesAt: "24:00" }, null],
    [{ validFrom: "2026-12-02", validUntil: "2026-12-01" }, "DATES_INVALID"],
    [{ validFrom: "2026-12-01", validUntil: "2026-12-01" }, null],
    [{ recurrence: "FREQ=WEEKLY" }, "RECURRENCE_INVALID"],
    [{ recurrence: "FREQ=HOURLY", validFrom: "2026-12-01" }, "RECURRENCE_INVALID"],
    [{ recurrence: "FREQ=WEEKLY", validFrom: "2026-12-01" }, null],
  ])("says what is wrong with %j", (changes, expected) => {
    expect(problemOf(changes)).toBe(expected);
  });

  it("finds hours that meet, and only those", () => {
    expect(problemOf({}, { opensAt: "11:59", closesAt: "13:00" })).toBe("HOURS_OVERLAP");
    expect(problemOf({}, { opensAt: "12:00", closesAt: "13:00" })).toBeNull();
    expect(problemOf({}, { weekday: 2 })).toBeNull();
    expect(problemOf({ validUntil: "2026-12-06" }, { validFrom: "2026-12-07" })).toBeNull();
    expect(problemOf({ validUntil: "2026-12-07" }, { validFrom: "2026-12-07" })).toBe("HOURS_OVERLAP");
    // No Monday in between.
    expect(problemOf({ validUntil: "2026-12-13" }, { validFrom: "2026-12-08" })).toBeNull();
  });

  it("finds rules that meet on some day, and only those", () => {
    const fortnightly = { recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", validFrom: "2026-11-30" };
    expect(problemOf(fortnightly, { ...fortnightly, validFrom: "2026-12-07" })).toBeNull();
    expect(problemOf(fortnightly, { ...fortnightly, validFrom: "2026-12-14" })).toBe("HOURS_OVERLAP");
    expect(problemOf(fortnightly, {})).toBe("HOURS_OVERLAP");
  });
});

describe("problemOfException", () => {
  const DAY: PlannedException = {
    firstDate: "2026-12-01",
    lastDate: "2026-12-01",
    startTime: null,
    endTime: null,
    recurrence: null,
  };

  it.each([
    [{}, null],
    [{ lastDate: "2026-11-30" }, "DATES_INVALID"],
    [{ lastDate: "2027-12-02" }, null],
    [{ lastDate: "2027-12-03" }, "DATES_INVALID"],
    [{ startTime: "09:00", endTime: "09:00" }, "TIMES_INVALID"],
    [{ startTime: "09:00", endTime: "24:00" }, null],
    [{ recurrence: "FREQ=YEARLY" }, null],
    [{ recurrence: "never" }, "RECURRENCE_INVALID"],
  ])("says what is wrong with %j", (changes, expected) => {
    expect(problemOfException({ ...DAY, ...changes })).toBe(expected);
  });
});
