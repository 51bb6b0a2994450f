/** The zone furthest ahead of UTC (Line Islands). */
const FURTHEST_ZONE_MS = 14 * 60 * 60 * 1000;

/** True when a date (ISO-8601) has not begun anywhere on Earth at the instant `now`. */
export function isInFuture(date: string, now: Date): boolean {
  const latestToday = new Date(now.getTime() + FURTHEST_ZONE_MS).toISOString().slice(0, 10);
  return date > latestToday;
}
