/** Milliseconds in a minute. */
export const MINUTE_MS = 60_000;

/** Milliseconds in 24 hours. */
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** A stretch of time in milliseconds since the epoch, half-open: `untilMs` is not part of it. */
export interface Interval {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The same time in as few stretches as it takes, ascending: those that meet or overlap become one. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const stretches: Interval[] = [];
  for (const { fromMs, untilMs } of intervals.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = stretches.at(-1);
    if (last === undefined || last.untilMs < fromMs) stretches.push({ fromMs, untilMs });
    else stretches[stretches.length - 1] = { ...last, untilMs: Math.max(last.untilMs, untilMs) };
  }
  return stretches;
}

/** How long a service takes, in minutes. */
export interface ServiceTiming {
  readonly durationMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/** When the patient is seen if it starts at `startsAtMs`. */
export function seenDuring(startsAtMs: number, timing: ServiceTiming): Interval {
  return { fromMs: startsAtMs, untilMs: startsAtMs + timing.durationMinutes * MINUTE_MS };
}

/** When practitioner and room are taken if the patient is seen at `startsAtMs`: the buffers are part of it. */
export function takenDuring(startsAtMs: number, timing: ServiceTiming): Interval {
  const seen = seenDuring(startsAtMs, timing);
  return {
    fromMs: seen.fromMs - timing.bufferBeforeMinutes * MINUTE_MS,
    untilMs: seen.untilMs + timing.bufferAfterMinutes * MINUTE_MS,
  };
}
