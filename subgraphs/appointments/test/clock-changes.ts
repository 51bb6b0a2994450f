import { Temporal } from "temporal-polyfill";

/** The time whose clock changes are tried: from the first instant, until before the second. */
export const TRIED = { fromMs: Date.UTC(2020, 0, 1), untilMs: Date.UTC(2038, 0, 1) } as const;

/** The zones of the seeded clinics, and those in which clocks do something odd in that time. */
export const ZONES: readonly string[] = [
  // Those of `drizzle/seed/places.ts`; two change their clocks and two never do.
  "Europe/Berlin",
  "Asia/Kolkata",
  "America/New_York",
  "America/Phoenix",
  // Skips and repeats half an hour.
  "Australia/Lord_Howe",
  // Two hours at once.
  "Antarctica/Troll",
  // Three hours at once, one of them from 00:01, one back over midnight.
  "Antarctica/Casey",
  // Two hours back, to midnight, for good.
  "Antarctica/Vostok",
  // In winter time during Ramadan; written as daylight saving of minus one hour.
  "Africa/Casablanca",
  // Winter time is written as daylight saving of minus one hour.
  "Europe/Dublin",
  // Skip the last hour of a Saturday.
  "America/Nuuk",
  "America/Scoresbysund",
  // Skip the first hour of a day; all but Havana and the Azores repeat the last of one.
  "Africa/Cairo",
  "America/Asuncion",
  "America/Havana",
  "America/Santiago",
  "Asia/Beirut",
  "Asia/Tehran",
  "Atlantic/Azores",
  // Changed by decree, at another time of day in other years.
  "Asia/Amman",
  "Asia/Gaza",
  // Offsets that are no whole hours.
  "America/St_Johns",
  "Pacific/Chatham",
  "Pacific/Norfolk",
  // Fourteen hours ahead of UTC in its last summer; an hour back for good; changed in the evening.
  "Pacific/Apia",
  "Africa/Juba",
  "Pacific/Easter",
];

/** The zones listed, and all others that Node knows. */
export function everyZone(): string[] {
  return [...new Set([...ZONES, ...Intl.supportedValuesOf("timeZone")])];
}

/** A moment from which the clocks of a zone show another time. */
export interface ClockChange {
  readonly atMs: number;
  /** The same for zones whose clocks show the same until then, and the same from then on. */
  readonly kind: string;
}

/** The changes of a zone's clocks within {@link TRIED}. */
export function clockChanges(timeZone: string): ClockChange[] {
  const changes: ClockChange[] = [];
  let before = Temporal.Instant.fromEpochMilliseconds(TRIED.fromMs).toZonedDateTimeISO(timeZone);
  for (;;) {
    const after = before.getTimeZoneTransition("next");
    if (after === null || after.epochMilliseconds >= TRIED.untilMs) return changes;
    const atMs = after.epochMilliseconds;
    changes.push({ atMs, kind: `${String(atMs)} ${before.offset} ${after.offset}` });
    before = after;
  }
}
