import { LRUCache } from "lru-cache";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";

/**
 * Recurrence rules of RFC 5545 (section 3.3.10) as they are kept here: of whole days, in local dates. A rule begins on
 * a first day, its `DTSTART;VALUE=DATE`, which counts as a day of the rule only when the rule says so. `COUNT` is at most 999.
 */
const PARTS =
  /^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;COUNT=[1-9][0-9]{0,2}|;(?:INTERVAL|UNTIL|BYDAY|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYMONTH|BYSETPOS|WKST)=[0-9A-Z,+-]{1,80}){0,8}$/;

/** Characters of the longest rule that is kept. */
export const LONGEST_RULE = 200;

/** Years after its first day in which a rule has days: enough for every plan, and few enough to be worked out. */
const YEARS_OF_A_RULE = 100;
const MOST_STEPS = 50_000;
/** Eight years: 29 February can be so far away. */
const DAYS_TO_THE_FIRST = 8 * 366;

/** A rule with its first day, ISO-8601. */
export interface Recurrence {
  readonly rule: string;
  readonly firstDate: string;
}

/** Days of a rule by rule, first day and year: the same few rules are asked for with every look at free times. */
const daysOfYears = new LRUCache<string, readonly string[]>({ max: 5_000 });

/** True for a rule that {@link datesOf} can work out, and that has a day within eight years of its first day. */
export function isRecurrence(recurrence: Recurrence): boolean {
  if (recurrence.rule.length > LONGEST_RULE || !PARTS.test(recurrence.rule)) return false;
  try {
    // Not more than the first day: a rule may have thousands.
    const [first] = parse(recurrence, DAYS_TO_THE_FIRST).all((_day, index) => index < 1);
    const latest = Temporal.PlainDate.from(recurrence.firstDate).add({ days: DAYS_TO_THE_FIRST });
    return first !== undefined && Temporal.PlainDate.compare(first.toPlainDate(), latest) <= 0;
  } catch {
    return false;
  }
}

/**
 * Those of the days from `from` to `until`, both included and ISO-8601, that the rule has; ascending. Later than a hundred
 * years after its first day it has none.
 */
export function datesOf(recurrence: Recurrence, from: string, until: string): string[] {
  const firstYear = Math.max(yearOf(from), yearOf(recurrence.firstDate));
  const lastYear = Math.min(yearOf(until), yearOf(recurrence.firstDate) + YEARS_OF_A_RULE);
  const years = Array.from(
    { length: Math.max(0, lastYear - firstYear + 1) },
    (_, index) => firstYear + index,
  );
  return years.flatMap((year) => daysOfYear(recurrence, year)).filter((day) => day >= from && day <= until);
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

function daysOfYear(recurrence: Recurrence, year: number): readonly string[] {
  const key = `${recurrence.firstDate} ${String(year)} ${recurrence.rule}`;
  const known = daysOfYears.get(key);
  if (known !== undefined) return known;
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  const days = between(recurrence, first, first.with({ month: 12, day: 31 }));
  daysOfYears.set(key, days);
  return days;
}

/** @throws Error for a rule that would take too long */
function between(recurrence: Recurrence, from: Temporal.PlainDate, until: Temporal.PlainDate): string[] {
  return parse(recurrence, MOST_STEPS)
    .between(midnight(from), midnight(until), true)
    .map((occurrence) => occurrence.toPlainDate().toString());
}

/** @throws Error for a rule that is none */
function parse({ rule, firstDate }: Recurrence, maxIterations: number): RRuleTemporal {
  const rruleString = `DTSTART;VALUE=DATE:${firstDate.replaceAll("-", "")}\nRRULE:${rule}`;
  return new RRuleTemporal({
    rruleString,
    strict: true,
    temporal: Temporal,
    maxIterations,
    maxCandidateEvaluations: 2 * maxIterations,
  });
}

/** Dates without a zone are counted in UTC. */
function midnight(date: Temporal.PlainDate): Temporal.ZonedDateTime {
  return date.toZonedDateTime("UTC");
}
