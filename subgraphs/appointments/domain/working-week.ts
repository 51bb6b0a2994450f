/** Day of the week, as the schema spells it; in the order of ISO-8601. */
export const WEEKDAYS = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;

/** A day of {@link WEEKDAYS}. */
export type Weekday = (typeof WEEKDAYS)[number];

/** The name of an ISO-8601 day of the week: 1 is Monday. @throws RangeError for a number that is none */
export function weekdayName(isoWeekday: number): Weekday {
  const name = WEEKDAYS[isoWeekday - 1];
  if (name === undefined) throw new RangeError("A day of the week is 1 to 7.");
  return name;
}

/** The ISO-8601 number of a day of the week: 1 is Monday. */
export function isoWeekday(weekday: Weekday): number {
  return WEEKDAYS.indexOf(weekday) + 1;
}

/** `09:00:00` as `09:00`; seconds stay when there are any. */
export function timeOfDay(time: string): string {
  return time.endsWith(":00") && time.length === 8 ? time.slice(0, 5) : time;
}
