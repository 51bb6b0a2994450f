import { DAY_MS, MINUTE_MS } from "./interval.ts";

/** How long before its start a service may be booked by patients, and by programs that act for them. */
export interface BookingRules {
  /** At least so long; 0 for until it starts. */
  readonly minimumNoticeMinutes: number;
  /** At most so long, in days of 24 hours. */
  readonly bookingHorizonDays: number;
}

/** The starts that may be booked: later than `afterMs`, and not later than `untilMs`. */
export interface BookingWindow {
  readonly afterMs: number;
  readonly untilMs: number;
}

/** What may be booked now. @param rules null for who is not bound by any */
export function bookingWindow(rules: BookingRules | null, nowMs: number): BookingWindow {
  if (rules === null) return { afterMs: nowMs, untilMs: Infinity };
  const earliestMs = nowMs + rules.minimumNoticeMinutes * MINUTE_MS;
  return {
    // What starts now is past; what starts when the notice ends is not.
    afterMs: Math.max(nowMs, earliestMs - 1),
    untilMs: nowMs + rules.bookingHorizonDays * DAY_MS,
  };
}
