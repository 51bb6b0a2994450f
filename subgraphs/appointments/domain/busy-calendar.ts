import type { Interval } from "./interval.ts";

/** One stretch of time in which a practitioner, room, device or patient is taken. */
export interface Busy extends Interval {
  readonly resourceId: string;
  /** Beyond 0 where a practitioner is overbooked; left out for 0. */
  readonly lane?: number;
}

interface Taken {
  /** Starts, ascending. */
  readonly fromMs: number[];
  /** At the same place: the latest end of all that started until then. */
  readonly latestUntilMs: number[];
}

/** Answers "is it free?" for many resources in logarithmic time. */
export class BusyCalendar {
  readonly #taken = new Map<string, Taken>();

  constructor(busy: readonly Busy[]) {
    for (const [resourceId, intervals] of Map.groupBy(busy, ({ resourceId }) => resourceId)) {
      this.#taken.set(resourceId, toTaken(intervals));
    }
  }

  /** True when nothing of the resource's overlaps the interval. */
  isFree(resourceId: string, { fromMs, untilMs }: Interval): boolean {
    const taken = this.#taken.get(resourceId);
    if (taken === undefined) return true;
    const startedBefore = countBelow(taken.fromMs, untilMs);
    return (taken.latestUntilMs[startedBefore - 1] ?? -Infinity) <= fromMs;
  }
}

function toTaken(intervals: readonly Interval[]): Taken {
  const sorted = intervals.toSorted((a, b) => a.fromMs - b.fromMs);
  const latestUntilMs: number[] = [];
  for (const { untilMs } of sorted) latestUntilMs.push(Math.max(untilMs, latestUntilMs.at(-1) ?? -Infinity));
  return { fromMs: sorted.map(({ fromMs }) => fromMs), latestUntilMs };
}

/** How many of the ascending values are smaller than `limit`. */
function countBelow(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
