import fc from "fast-check";
import type { WorkingHours } from "../domain/working-calendar.ts";
import type { ServiceTiming } from "../domain/interval.ts";
import type { WallClock } from "./wall-clock.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** From when to when somebody works on one day. */
export type DayHours = Pick<WorkingHours, "opensAt" | "closesAt">;

type Minutes = readonly [opens: number, closes: number];

/** `HH:MM` of a minute of the day; 1440 is `24:00`. */
export function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Days with one or two stretches of work, chosen for what a clock change at the instant could do to them. */
export function hoursAround(wall: WallClock, changeMs: number): DayHours[][] {
  const shownBefore = wall.shownAt(changeMs - MINUTE_MS) + MINUTE_MS;
  const shownAfter = wall.shownAt(changeMs);
  // Seen from the day that ends, or only begins, with the change as well as from the other.
  return wall.datesAround(changeMs).flatMap((date) => {
    const minuteOf = (shown: number): number => (shown - Date.parse(`${date}T00:00:00Z`)) / MINUTE_MS;
    const first = minuteOf(Math.min(shownBefore, shownAfter));
    const last = minuteOf(Math.max(shownBefore, shownAfter));
    return daysAround(first, last)
      .map(workable)
      .filter((day) => day.length > 0);
  });
}

/** Days of work around the minutes of the day, from `first` until before `last`, that are skipped or come twice. */
function daysAround(first: number, last: number): Minutes[][] {
  const quarter = Math.round((last - first) / 4);
  const middle = first + 2 * quarter;
  return [
    // Across, inside, around exactly, begun inside, ended inside.
    [[first - 90, last + 90]],
    [[first + quarter, last - quarter]],
    [[first, last]],
    [[middle, last + 60]],
    [[middle, last + quarter]],
    [[first - 60, middle]],
    [[first - quarter, middle]],
    // Ended or begun at either end, and a minute off.
    [[first - 120, first]],
    [[first - 120, last]],
    [[first, last + 120]],
    [[last, last + 120]],
    [[first - 121, first - 1]],
    [[first - 119, first + 1]],
    [[last - 1, last + 119]],
    // With a pause around it, or within it.
    [
      [first - 120, first],
      [last, last + 120],
    ],
    [
      [first - 60, middle - 1],
      [middle + 1, last + 60],
    ],
    // Next to midnight, and the whole day.
    [[0, 360]],
    [[1080, DAY_MINUTES]],
    [
      [0, 60],
      [1380, DAY_MINUTES],
    ],
    [[0, DAY_MINUTES]],
  ];
}

/** What of it lies within the day. */
function workable(day: readonly Minutes[]): DayHours[] {
  return day
    .map(([opens, closes]) => [Math.max(0, opens), Math.min(closes, DAY_MINUTES)] as const)
    .filter(([opens, closes]) => opens < closes)
    .map(([opens, closes]) => ({ opensAt: clockTime(opens), closesAt: clockTime(closes) }));
}

/** Any hours of any day. */
export const drawnHours = fc
  .tuple(fc.nat(DAY_MINUTES), fc.nat(DAY_MINUTES))
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => workable([[Math.min(one, other), Math.max(one, other)]]));

const buffer = fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 20 }), fc.integer({ min: 5, max: 240 }));

/** Any service of 5 to 240 minutes, with buffers as long or without; mostly short ones, of which more fit in a day. */
export const drawnTiming: fc.Arbitrary<ServiceTiming> = fc.record({
  durationMinutes: fc.oneof(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 5, max: 240 })),
  bufferBeforeMinutes: buffer,
  bufferAfterMinutes: buffer,
});
