import { BusyCalendar, type Busy } from "./busy-calendar.ts";
import type { Interval } from "./interval.ts";
import { daysBetween, localDays, type LocalDay, type LocalTime } from "./local-time.ts";
import { datesOf } from "./recurrence.ts";

/** Weekly working hours of one practitioner, in the clinic's local time. */
export interface WorkingHours {
  readonly practitionerId: string;
  /** ISO-8601 day of the week: 1 is Monday. */
  readonly weekday: number;
  readonly opensAt: string;
  readonly closesAt: string;
  /** First and last day on which they hold, ISO-8601; null or left out for always. */
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
  /** On which of those weekdays, by RFC 5545 from `validFrom` on; null or left out for on each. */
  readonly recurrence?: string | null;
}

/** Kinds of {@link ScheduleException}, in the schema's spelling. */
export const EXCEPTION_KINDS = ["LEAVE", "CLOSURE", "EXTRA_HOURS"] as const;

/** How a practitioner or a clinic differs from the weekly hours, in the clinic's local time. */
export interface ScheduleException {
  readonly kind: (typeof EXCEPTION_KINDS)[number];
  /** Null for the whole clinic. */
  readonly practitionerId: string | null;
  /** First and last day of it, ISO-8601, both included. */
  readonly firstDate: string;
  readonly lastDate: string;
  /** From when until when on each of the days; null for the whole day. */
  readonly startTime: string | null;
  readonly endTime: string | null;
  /** When all of it comes again, by RFC 5545 from `firstDate` on; null for never. */
  readonly recurrence: string | null;
}

/** A stretch in which a practitioner works. */
export interface Opening extends Interval {
  readonly practitionerId: string;
}

/** Stands for every practitioner in what closes a clinic. */
const EVERYBODY = "";

/** When who works at a clinic on some days: weekly hours and extra hours, without leave and closures. */
export class WorkingCalendar {
  readonly #localTime: LocalTime;
  readonly #hoursOfWeekday: ReadonlyMap<number, readonly WorkingHours[]>;
  readonly #daysOfRules = new Map<WorkingHours, ReadonlySet<string>>();
  readonly #extra: ReadonlyMap<string, readonly ScheduleException[]>;
  readonly #away: BusyCalendar;

  constructor(
    {
      workingHours,
      exceptions,
    }: {
      readonly workingHours: readonly WorkingHours[];
      readonly exceptions: readonly ScheduleException[];
    },
    localTime: LocalTime,
    days: readonly LocalDay[],
  ) {
    this.#localTime = localTime;
    this.#hoursOfWeekday = Map.groupBy(workingHours, ({ weekday }) => weekday);
    const from = days[0]?.date ?? "";
    const until = days.at(-1)?.date ?? "";
    for (const hours of workingHours) {
      if (hours.recurrence == null || hours.validFrom == null) continue;
      const rule = { rule: hours.recurrence, firstDate: hours.validFrom };
      this.#daysOfRules.set(hours, new Set(datesOf(rule, from, until)));
    }
    const extra = new Map<string, ScheduleException[]>();
    const away: Busy[] = [];
    for (const exception of exceptions) {
      // A day further on both sides: a clock change around midnight puts a slot on the date beside it.
      for (const date of coveredDates(exception, dayBeside(from, -1), dayBeside(until, 1))) {
        if (exception.kind === "EXTRA_HOURS") extra.set(date, [...(extra.get(date) ?? []), exception]);
        else
          away.push({
            resourceId: exception.practitionerId ?? EVERYBODY,
            ...closedOn(exception, date, localTime),
          });
      }
    }
    this.#extra = extra;
    this.#away = new BusyCalendar(away);
  }

  /** When who begins and ends to work on a day; leave and closures are not taken off. */
  openingsOn({ date, weekday }: LocalDay): Opening[] {
    const weekly = (this.#hoursOfWeekday.get(weekday) ?? [])
      .filter((hours) => this.#holdsOn(hours, date))
      .map(({ practitionerId, opensAt, closesAt }) => this.#opening(practitionerId, date, opensAt, closesAt));
    const extra = (this.#extra.get(date) ?? []).flatMap(({ practitionerId, startTime, endTime }) =>
      practitionerId === null || startTime === null || endTime === null
        ? []
        : [this.#opening(practitionerId, date, startTime, endTime)],
    );
    return [...weekly, ...extra];
  }

  /** True when the practitioner is on leave, or the clinic closed, at some time of the interval. */
  isAway(practitionerId: string, interval: Interval): boolean {
    return !this.#away.isFree(EVERYBODY, interval) || !this.#away.isFree(practitionerId, interval);
  }

  #holdsOn(hours: WorkingHours, date: string): boolean {
    if (hours.validFrom != null && date < hours.validFrom) return false;
    if (hours.validUntil != null && date > hours.validUntil) return false;
    return this.#daysOfRules.get(hours)?.has(date) ?? true;
  }

  #opening(practitionerId: string, date: string, opensAt: string, closesAt: string): Opening {
    return {
      practitionerId,
      fromMs: this.#localTime.toInstantMs(date, opensAt),
      untilMs: this.#localTime.toInstantMs(date, closesAt),
    };
  }
}

/** When a leave or a closure keeps who it is for from working, on days from `from` to `until`; ISO-8601, both included. */
export function closedDuring(
  exception: ScheduleException,
  localTime: LocalTime,
  { from, until }: { readonly from: string; readonly until: string },
): Interval[] {
  return [...coveredDates(exception, from, until)].map((date) => closedOn(exception, date, localTime));
}

function closedOn({ startTime, endTime }: ScheduleException, date: string, localTime: LocalTime): Interval {
  return {
    fromMs: localTime.toInstantMs(date, startTime ?? "00:00"),
    untilMs: localTime.toInstantMs(date, endTime ?? "24:00"),
  };
}

/** Days from `from` to `until` that an exception is about. */
function coveredDates(exception: ScheduleException, from: string, until: string): Set<string> {
  const { firstDate, lastDate, recurrence } = exception;
  const length = daysBetween(firstDate, lastDate) + 1;
  const begins =
    recurrence === null
      ? [firstDate]
      : datesOf({ rule: recurrence, firstDate }, dayBeside(from, 1 - length), until);
  return new Set(
    begins
      .flatMap((begin) => datesFrom(begin, length, from, until))
      .filter((date) => date >= from && date <= until),
  );
}

/** Of `length` days from `begin` on, those from `from` to `until`. */
function datesFrom(begin: string, length: number, from: string, until: string): string[] {
  const skipped = Math.max(0, daysBetween(begin, from));
  const wanted = Math.min(length, daysBetween(begin, until) + 1) - skipped;
  return wanted > 0 ? localDays(begin, wanted, skipped).map(({ date }) => date) : [];
}

function dayBeside(date: string, days: number): string {
  return localDays(date, 1, days)[0]?.date ?? date;
}
