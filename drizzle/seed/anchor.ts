import { Temporal } from "temporal-polyfill";

/**
 * The Monday of the week (UTC) that an instant is in, as an ISO-8601 date. The seeded world hangs on the one of its
 * first seed: every date in it is an offset in days from there.
 */
export function anchorOf(instant: Date): string {
  const today = Temporal.PlainDate.from(instant.toISOString().slice(0, 10));
  return today.subtract({ days: today.dayOfWeek - 1 }).toString();
}

/** The instant of a clinic's local time on the day that is `dayOffset` days from the anchor. */
export function instantOf(anchor: string, dayOffset: number, minuteOfDay: number, timeZone: string): Date {
  const local = Temporal.PlainDate.from(anchor)
    .add({ days: dayOffset })
    .toPlainDateTime({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
  return new Date(local.toZonedDateTime(timeZone).epochMilliseconds);
}

/** ISO-8601 day of the week (1 is Monday) of the day that is `dayOffset` days from the anchor. */
export function weekdayOf(dayOffset: number): number {
  return (((dayOffset % 7) + 7) % 7) + 1;
}

/** Minutes from midnight of `HH:MM`. */
export function minuteOfDay(time: string): number {
  const [hours = "", minutes = ""] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
