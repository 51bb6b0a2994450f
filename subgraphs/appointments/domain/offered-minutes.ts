import type { CalendarDay } from "./calendar-month.ts";
import { MINUTE_MS, type Interval } from "./interval.ts";
import { LocalTime } from "./local-time.ts";
import {
  closedDuring,
  WorkingCalendar,
  type ScheduleException,
  type WorkingHours,
} from "./working-calendar.ts";

/** When practitioners work at a clinic, in its local time. */
export interface WorkingTimes {
  readonly hours: readonly WorkingHours[];
  readonly exceptions: readonly ScheduleException[];
}

/** The clock on the wall, which knows no clock changes. */
const WALL = new LocalTime("UTC");

/**
 * Minutes that practitioners offer on each of some days that follow each other, by date: weekly and extra hours without leave and closures,
 * by the clock on the wall: a clock change makes them no fewer and no more.
 */
export function offeredMinutes(
  { hours, exceptions }: WorkingTimes,
  days: readonly CalendarDay[],
): ReadonlyMap<string, number> {
  const calendar = new WorkingCalendar({ workingHours: hours, exceptions }, WALL, days);
  const range = { from: days[0]?.date ?? "", until: days.at(-1)?.date ?? "" };
  const away = exceptions
    .filter(({ kind }) => kind !== "EXTRA_HOURS")
    .map((exception) => ({
      practitionerId: exception.practitionerId,
      stretches: closedDuring(exception, WALL, range),
    }));
  return new Map(
    days.map((day) => {
      const minutes = calendar.openingsOn(day).map((opening) => {
        const closed = away
          .filter(
            ({ practitionerId }) => practitionerId === null || practitionerId === opening.practitionerId,
          )
          .flatMap(({ stretches }) => stretches);
        return minutesOutside(opening, closed);
      });
      return [day.date, minutes.reduce((sum, one) => sum + one, 0)];
    }),
  );
}

/** Minutes of a stretch that none of the others covers. */
function minutesOutside({ fromMs, untilMs }: Interval, others: readonly Interval[]): number {
  let coveredMs = 0;
  let reachedMs = fromMs;
  for (const other of others.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const beginsMs = Math.max(other.fromMs, reachedMs);
    const endsMs = Math.min(other.untilMs, untilMs);
    if (endsMs <= beginsMs) continue;
    coveredMs += endsMs - beginsMs;
    reachedMs = endsMs;
  }
  return (untilMs - fromMs - coveredMs) / MINUTE_MS;
}
