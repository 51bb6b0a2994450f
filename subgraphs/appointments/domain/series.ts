import { localDays, LocalTime } from "./local-time.ts";
import { datesOf, isRecurrence } from "./recurrence.ts";

/** A year of weekly sessions. */
export const MOST_OCCURRENCES = 52;
/** Days after the first within which a series ends. */
const LONGEST_SERIES_DAYS = 3 * 366;

/** The times of a series, in milliseconds since the epoch and ascending, or why there are none. */
export type SeriesTimes =
  | { readonly startsAtMs: readonly number[]; readonly problem: null }
  | { readonly startsAtMs: null; readonly problem: "RECURRENCE_INVALID" | "TOO_MANY_OCCURRENCES" };

/**
 * The times of a series: the days that the rule has from the local date of `firstMs` on, each at the same time of day on the
 * clinic's clock, whatever it does in between. A rule that has more than 52 days within three years is too long.
 */
export function seriesTimes(recurrence: string, firstMs: number, timeZone: string): SeriesTimes {
  const localTime = new LocalTime(timeZone);
  const [firstDate, time] = [localTime.dateAt(firstMs), localTime.timeAt(firstMs)];
  const rule = { rule: recurrence, firstDate };
  if (!isRecurrence(rule)) return { startsAtMs: null, problem: "RECURRENCE_INVALID" };
  const [last] = localDays(firstDate, 1, LONGEST_SERIES_DAYS);
  const dates = datesOf(rule, firstDate, last?.date ?? firstDate);
  if (dates.length > MOST_OCCURRENCES) return { startsAtMs: null, problem: "TOO_MANY_OCCURRENCES" };
  if (dates.length === 0) return { startsAtMs: null, problem: "RECURRENCE_INVALID" };
  return { startsAtMs: dates.map((date) => localTime.toInstantMs(date, time)), problem: null };
}
