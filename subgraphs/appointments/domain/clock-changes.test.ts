import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockChanges, everyZone, TRIED, ZONES } from "../test/clock-changes.ts";
import { readClockChangeConfig } from "../test/config.ts";
import { clockTime, drawnHours, drawnTiming, hoursAround, type DayHours } from "../test/day-hours.ts";
import { wallClock, type WallClock } from "../test/wall-clock.ts";
import { isOffered, offeredSlots, type Offer } from "./availability.ts";
import { takenDuring } from "./interval.ts";
import { LocalTime } from "./local-time.ts";

const { changes: tried, seed } = readClockChangeConfig();
const IS_EVERY = tried === "every";
const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const WEEK = 7 * DAY_MINUTES * MINUTE;
/** Working hours and services tried at each change: those chosen, then drawn ones. */
const RUNS = IS_EVERY ? 100 : 45;
/** In this time before and after a change every slot is tried to be booked. */
const NEAR_MS = 60 * MINUTE;
/** Minutes before and after a change each of which is tried to be booked, for one drawn service. */
const MINUTES_ASKED = IS_EVERY ? 720 : 90;
/** Minutes between the local times that are turned into instants. */
const MINUTE_STEP = IS_EVERY ? 1 : 5;
const TIMEOUT_MS = IS_EVERY ? 600_000 : 30_000;
/** Where clocks are never changed, an ordinary night has to do. */
const ORDINARY_MS = Date.UTC(2026, 2, 29, 1);
const PRACTITIONER = "p";
const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7];
const PLAIN = { durationMinutes: 20, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 };

const zones = (IS_EVERY ? everyZone() : ZONES).map((timeZone, index) => ({
  timeZone,
  index,
  changes: clockChanges(timeZone),
}));
/** Changes that are alike are tried in the first of their zones. */
const firstOfKind = new Map(
  zones.flatMap(({ timeZone, changes }) => changes.map(({ kind }) => [kind, timeZone] as const)).reverse(),
);
const counted = { changes: 0, nights: 0, times: 0, lists: 0, slots: 0, minutes: 0 };

let wall: WallClock;

/** ISO-8601 day of the week. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** What the README promises for a date: of all minutes those at which a slot starts. */
function promisedSlots(date: string, { timing, workingHours }: Offer): number[] {
  const beforeMs = timing.bufferBeforeMinutes * MINUTE;
  const heldMs = (timing.durationMinutes + timing.bufferAfterMinutes) * MINUTE;
  const starts = new Set<number>();
  for (const { weekday, opensAt, closesAt } of workingHours) {
    if (weekday !== weekdayOf(date)) continue;
    const opensAtMs = wall.instantMs(date, opensAt);
    const closesAtMs = wall.instantMs(date, closesAt);
    for (let minute = opensAtMs; minute < closesAtMs; minute += MINUTE) {
      const openForMs = minute - beforeMs - opensAtMs;
      const isWithin = openForMs >= 0 && minute + heldMs <= closesAtMs;
      if (isWithin && openForMs % (beforeMs + heldMs) === 0) starts.add(minute);
    }
  }
  return [...starts];
}

/** The changes to try in a zone, or the ordinary night. */
function nightsOf({ timeZone, index, changes }: (typeof zones)[number]): number[] {
  if (changes.length === 0) return [ORDINARY_MS];
  const drawn = fc.sample(fc.constantFrom(...changes), { numRuns: 1, seed: seed + index });
  const own = changes.filter(({ kind }) => firstOfKind.get(kind) === timeZone);
  return (IS_EVERY ? own : drawn).map(({ atMs }) => atMs);
}

function startsOf(offer: Offer, from: string, days: number): number[] {
  return offeredSlots(offer, from, days).map(({ startsAtMs }) => startsAtMs);
}

function isBookable(offer: Offer, startsAtMs: number): boolean {
  return isOffered(offer, { practitionerId: PRACTITIONER, startsAtMs });
}

/** The starts of the slots offered on dates around an instant, after they were found to be those promised. */
function offeredAround(offer: Offer, instantMs: number): number[] {
  const [before = ""] = wall.datesAround(instantMs);
  const dates = wall.days(before, 4, -1);
  const starts = startsOf(offer, dates[0] ?? "", dates.length);
  const promised = new Set(dates.flatMap((date) => promisedSlots(date, offer)));
  expect(starts).toEqual([...promised].sort((one, other) => one - other));
  counted.lists += 1;
  counted.slots += starts.length;
  return starts;
}

/** Runs a check with all hours that were chosen for the change, on every day of the week, then with drawn ones. */
function tryOffers(
  timeZone: string,
  changeMs: number,
  numRuns: number,
  check: (offer: Offer, hours: readonly DayHours[]) => void,
): void {
  const chosen = hoursAround(wall, changeMs);
  const weekdays = wall.datesAround(changeMs).map((date) => [weekdayOf(date)]);
  fc.assert(
    fc.property(
      fc.oneof({ arbitrary: fc.constantFrom(...chosen), weight: 3 }, { arbitrary: drawnHours, weight: 1 }),
      drawnTiming,
      fc.constantFrom(ALL_WEEK, ...weekdays),
      (hours, timing, worked) => {
        const workingHours = worked.flatMap((weekday) =>
          hours.map((day) => ({ practitionerId: PRACTITIONER, weekday, ...day })),
        );
        check({ timeZone, timing, workingHours, exceptions: [] }, hours);
      },
    ),
    {
      numRuns,
      seed: seed + changeMs / MINUTE,
      examples: numRuns > 1 ? chosen.map((hours) => [hours, PLAIN, ALL_WEEK]) : [],
    },
  );
}

describe.each(zones)("around the clock changes of $timeZone", (zone) => {
  const { timeZone, changes } = zone;
  const nights = nightsOf(zone);

  beforeAll(() => {
    wall = wallClock(timeZone);
  });

  it("Temporal knows all that the clock on the wall shows", () => {
    const offsetAt = (instantMs: number): number => wall.shownAt(instantMs) - instantMs;
    const shown: number[] = [];
    for (let week = TRIED.fromMs; week < TRIED.untilMs; week += WEEK)
      if (offsetAt(week) !== offsetAt(week + WEEK)) shown.push(week);
    const weekOf = (atMs: number): number => atMs - 1 - ((atMs - 1 - TRIED.fromMs) % WEEK);
    expect(changes.map(({ atMs }) => weekOf(atMs))).toEqual(shown);
    for (const { atMs } of changes) expect(offsetAt(atMs - MINUTE)).not.toBe(offsetAt(atMs));
    counted.changes += changes.length;
    counted.nights += nights.length;
  });

  it(
    "a time that is skipped is moved forward by the gap, and of one that comes twice the earlier is meant",
    () => {
      for (const night of nights)
        for (const date of wall.datesAround(night)) {
          const localTime = new LocalTime(timeZone);
          const times = Array.from({ length: DAY_MINUTES / MINUTE_STEP + 1 }, (_, step) =>
            clockTime(step * MINUTE_STEP),
          );
          expect(times.map((time) => localTime.toInstantMs(date, time))).toEqual(
            times.map((time) => wall.instantMs(date, time)),
          );
          counted.times += times.length;
        }
    },
    TIMEOUT_MS,
  );

  it(
    "slots are within the working hours, on their grid, all there, none twice, and can be booked",
    () => {
      for (const night of nights)
        tryOffers(timeZone, night, RUNS, (offer, hours) => {
          const near = offeredAround(offer, night).filter((start) => Math.abs(start - night) <= NEAR_MS);
          expect(near.filter((start) => !isBookable(offer, start))).toEqual([]);
          if (hours.length > 1) return;
          for (const date of wall.datesAround(night)) {
            const taken = startsOf(offer, date, 1).map((start) => takenDuring(start, offer.timing));
            // Each begins where the one before ends.
            expect(taken.slice(1).map(({ fromMs }) => fromMs)).toEqual(
              taken.slice(0, -1).map(({ untilMs }) => untilMs),
            );
          }
        });
    },
    TIMEOUT_MS,
  );

  it(
    "of all minutes only those can be booked that are offered",
    () => {
      for (const night of nights)
        tryOffers(timeZone, night, 1, (offer) => {
          const isInList = new Set(offeredAround(offer, night));
          const wrong: string[] = [];
          for (let offset = -MINUTES_ASKED; offset <= MINUTES_ASKED; offset += 1) {
            const startsAtMs = night + offset * MINUTE;
            if (isBookable(offer, startsAtMs) !== isInList.has(startsAtMs))
              wrong.push(new Date(startsAtMs).toISOString());
            counted.minutes += 1;
          }
          expect(wrong).toEqual([]);
        });
    },
    TIMEOUT_MS,
  );
});

afterAll(() => {
  if (!IS_EVERY) return;
  const numbers = Object.entries(counted).map(([what, count]) => `${String(count)} ${what}`);
  process.stdout.write(`clock changes: ${String(zones.length)} zones, ${numbers.join(", ")}\n`);
});
