import { Temporal } from "temporal-polyfill";

/** A day of the calendar, wherever. */
export interface CalendarDay {
  /** ISO-8601, `2026-02`. */
  readonly month: string;
  /** ISO-8601, `2026-02-09`. */
  readonly date: string;
  /** ISO-8601 day of the week: 1 is Monday. */
  readonly weekday: number;
}

/** True for `YYYY-MM` that is a month of the calendar. */
export function isCalendarMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The months from `first` to `last`, both included; none when `last` is before `first`. */
export function monthsBetween(first: string, last: string): string[] {
  const start = Temporal.PlainYearMonth.from(first);
  const { years, months } = start.until(last, { largestUnit: "years" });
  const count = years * 12 + months + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => start.add({ months: index }).toString());
}

/** The days of a month. */
export function daysOf(month: string): CalendarDay[] {
  const [year = 0, ordinal = 0] = month.split("-").map(Number);
  const firstWeekday = new Date(Date.UTC(year, ordinal - 1, 1)).getUTCDay();
  const length = new Date(Date.UTC(year, ordinal, 0)).getUTCDate();
  return Array.from({ length }, (_, index) => ({
    month,
    date: `${month}-${String(index + 1).padStart(2, "0")}`,
    weekday: ((firstWeekday + index + 6) % 7) + 1,
  }));
}

/** The first day of the month after. */
export function firstDayAfter(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 }).toString();
}

/** True once the month is over in every zone: at noon UTC of the next one, when the last place on earth has it. */
export function isOverEverywhere(month: string, nowMs: number): boolean {
  return nowMs >= Date.parse(`${firstDayAfter(month)}T12:00:00Z`);
}
