import { describe, expect, it } from "vitest";
import { bookingWindow, type BookingRules } from "./booking-window.ts";

const NOW = Date.parse("2026-03-09T08:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function isOpen(rules: BookingRules | null, startsInMs: number): boolean {
  const { afterMs, untilMs } = bookingWindow(rules, NOW);
  return NOW + startsInMs > afterMs && NOW + startsInMs <= untilMs;
}

describe("the window in which a service may be booked", () => {
  it.each<[string, BookingRules | null, opens: number, closes: number]>([
    ["no rules", null, 1, 10_000 * DAY],
    ["no notice, and a day ahead", { minimumNoticeMinutes: 0, bookingHorizonDays: 1 }, 1, DAY],
    ["two hours of notice", { minimumNoticeMinutes: 120, bookingHorizonDays: 365 }, 120 * MINUTE, 365 * DAY],
  ])("with %s opens and closes to the millisecond", (_rules, rules, opens, closes) => {
    expect([isOpen(rules, opens - 1), isOpen(rules, opens)]).toEqual([false, true]);
    expect([isOpen(rules, closes), isOpen(rules, closes + 1)]).toEqual([true, rules === null]);
  });

  it("is never open when the notice is longer than the horizon", () => {
    const rules = { minimumNoticeMinutes: 3 * 24 * 60, bookingHorizonDays: 2 };
    for (const days of [0, 1, 2, 2.5, 3, 4]) expect(isOpen(rules, days * DAY)).toBe(false);
  });
});
