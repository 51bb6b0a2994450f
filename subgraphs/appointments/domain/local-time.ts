import { Temporal } from "temporal-polyfill";
import { DAY_MS } from "./interval.ts";

const ZONE_NAME = /^[A-Z][\w+-]*(?:\/[A-Z0-9][\w+-]*)*$/;

/** True for the name of an IANA zone that this runtime knows, also an old one; offsets such as `+02:00` are none. */
export function isTimeZone(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** A calendar date in a clinic's zone. */
export interface LocalDay {
  /** ISO-8601, e.g. `2026-03-09`. */
  readonly date: string;
  /** ISO-8601 day of the week: 1 is Monday. */
  readonly weekday: number;
}

/**
 * Turns local times of one zone into instants. The rule at a clock change is that of RFC 5545 and of Temporal's
 * "compatible": a local time that does not exist is moved forward by the length of the gap; of one that exists twice
 * the earlier is meant.
 */
export class LocalTime {
  readonly #timeZone: string;
  readonly #instants = new Map<string, number>();

  /** @throws RangeError when `timeZone` is not an IANA zone */
  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /**
   * The instant of a local time, in milliseconds since the epoch.
   * @param time `HH:MM` or `HH:MM:SS`; `24:00` is the start of the next day
   */
  toInstantMs(date: string, time: string): number {
    const key = `${date} ${time}`;
    const known = this.#instants.get(key);
    if (known !== undefined) return known;
    const isEndOfDay = time.startsWith("24:");
    const day = Temporal.PlainDate.from(date).add({ days: isEndOfDay ? 1 : 0 });
    const plainTime = isEndOfDay ? "00:00" : time;
    const instantMs = day.toZonedDateTime({ timeZone: this.#timeZone, plainTime }).epochMilliseconds;
    this.#instants.set(key, instantMs);
    return instantMs;
  }

  /** The local time of day at an instant, `HH:MM:SS`. */
  timeAt(instantMs: number): string {
    return Temporal.Instant.fromEpochMilliseconds(instantMs)
      .toZonedDateTimeISO(this.#timeZone)
      .toPlainTime()
      .toString({ smallestUnit: "second" });
  }

  /** The local date at an instant. */
  dateAt(instantMs: number): string {
    return Temporal.Instant.fromEpochMilliseconds(instantMs)
      .toZonedDateTimeISO(this.#timeZone)
      .toPlainDate()
      .toString();
  }
}

/** `days` days, beginning `offsetDays` after `from`. */
export function localDays(from: string, days: number, offsetDays = 0): LocalDay[] {
  const first = Temporal.PlainDate.from(from).add({ days: offsetDays });
  return Array.from({ length: days }, (_, index) => {
    const day = first.add({ days: index });
    return { date: day.toString(), weekday: day.dayOfWeek };
  });
}

/** How many days `until` comes after `from`; negative when it is before. ISO-8601. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS);
}
