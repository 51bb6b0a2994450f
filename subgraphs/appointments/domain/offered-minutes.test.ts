import { describe, expect, it } from "vitest";
import { daysOf } from "./calendar-month.ts";
import { offeredMinutes } from "./offered-minutes.ts";
import type { ScheduleException } from "./working-calendar.ts";

const HOURS = [
  { practitionerId: "one", weekday: 1, opensAt: "09:00:00", closesAt: "12:30:00" },
  { practitionerId: "two", weekday: 1, opensAt: "18:00:00", closesAt: "24:00:00" },
  { practitionerId: "one", weekday: 2, opensAt: "09:00:00", closesAt: "10:00:00" },
];
const DAY: ScheduleException = {
  kind: "LEAVE",
  practitionerId: "one",
  firstDate: "2026-03-09",
  lastDate: "2026-03-09",
  startTime: null,
  endTime: null,
  recurrence: null,
};

/** Minutes of a day in March 2026, whose 9th is a Monday. */
function minutesOf(date: string, ...exceptions: Partial<ScheduleException>[]): number | undefined {
  const times = { hours: HOURS, exceptions: exceptions.map((changes) => ({ ...DAY, ...changes })) };
  return offeredMinutes(times, daysOf("2026-03")).get(date);
}

describe("offeredMinutes", () => {
  it.each([
    // The clock changes on the 29th in much of the world.
    ["2026-03-30", 570],
    ["2026-03-10", 60],
    ["2026-03-11", 0],
  ])("of %s are %i, by the clock on the wall", (date, minutes) => {
    expect(minutesOf(date)).toBe(minutes);
  });

  it("are less by leave and closures, each minute once", () => {
    expect(minutesOf("2026-03-09", {})).toBe(360);
    expect(minutesOf("2026-03-16", {})).toBe(570);
    expect(minutesOf("2026-03-09", { startTime: "09:30", endTime: "10:00" })).toBe(540);
    const parts = [
      { startTime: "09:30", endTime: "10:00" },
      { startTime: "09:45", endTime: "10:15" },
      { startTime: "12:00", endTime: "20:00" },
    ];
    expect(minutesOf("2026-03-09", ...parts)).toBe(570 - 45 - 30);
    expect(
      minutesOf("2026-03-09", {
        kind: "CLOSURE",
        practitionerId: null,
        startTime: "12:00",
        endTime: "20:00",
      }),
    ).toBe(570 - 30 - 120);
    expect(
      minutesOf("2026-03-30", { kind: "CLOSURE", practitionerId: null, recurrence: "FREQ=WEEKLY" }),
    ).toBe(0);
  });

  it("are more by extra hours, which a leave takes away as well", () => {
    const extra = { kind: "EXTRA_HOURS", startTime: "14:00", endTime: "15:00" } as const;
    expect(minutesOf("2026-03-09", extra)).toBe(630);
    expect(minutesOf("2026-03-09", extra, {})).toBe(360);
  });
});
