import { localDays } from "./local-time.ts";
import { datesOf, isRecurrence } from "./recurrence.ts";

/** Weekly hours as somebody plans them; times are `HH:MM`, dates ISO-8601. */
export interface PlannedHours {
  readonly weekday: number;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly recurrence: string | null;
}

/** Days that differ, as somebody plans them. */
export interface PlannedException {
  readonly firstDate: string;
  readonly lastDate: string;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly recurrence: string | null;
}

/** What can be wrong with times and days that somebody plans. */
export const PLANNING_PROBLEMS = ["TIMES_INVALID", "DATES_INVALID", "RECURRENCE_INVALID"] as const;

/** One of {@link PLANNING_PROBLEMS}. */
export type PlanningProblem = (typeof PLANNING_PROBLEMS)[number];

const LONGEST_EXCEPTION_DAYS = 366;
/** Rules that meet do so within this time. */
const COMPARED_DAYS = 730;

/** What is wrong with the hours of a practitioner at a clinic; null for nothing. */
export function problemOfHours(hours: readonly PlannedHours[]): PlanningProblem | "HOURS_OVERLAP" | null {
  for (const planned of hours) {
    const problem = problemOfStretch(planned);
    if (problem !== null) return problem;
  }
  const meet = hours.some((one, index) => hours.slice(index + 1).some((other) => overlap(one, other)));
  return meet ? "HOURS_OVERLAP" : null;
}

function problemOfStretch(planned: PlannedHours): PlanningProblem | null {
  const { opensAt, closesAt, validFrom, validUntil, recurrence } = planned;
  if (opensAt >= closesAt) return "TIMES_INVALID";
  if (validFrom !== null && validUntil !== null && validUntil < validFrom) return "DATES_INVALID";
  if (recurrence === null) return null;
  return validFrom !== null && isRecurrence({ rule: recurrence, firstDate: validFrom })
    ? null
    : "RECURRENCE_INVALID";
}

/** What is wrong with days that differ; null for nothing. */
export function problemOfException(planned: PlannedException): PlanningProblem | null {
  const { firstDate, lastDate, startTime, endTime, recurrence } = planned;
  if (startTime !== null && endTime !== null && startTime >= endTime) return "TIMES_INVALID";
  const latest = localDays(firstDate, 1, LONGEST_EXCEPTION_DAYS)[0]?.date ?? firstDate;
  if (lastDate < firstDate || lastDate > latest) return "DATES_INVALID";
  if (recurrence !== null && !isRecurrence({ rule: recurrence, firstDate })) return "RECURRENCE_INVALID";
  return null;
}

/** True when somebody would work twice at one time. */
function overlap(one: PlannedHours, other: PlannedHours): boolean {
  if (one.weekday !== other.weekday) return false;
  if (one.opensAt >= other.closesAt || other.opensAt >= one.closesAt) return false;
  const from = latest(one.validFrom, other.validFrom);
  const until = earliest(one.validUntil, other.validUntil);
  if (from !== null && until !== null && until < from) return false;
  // Without a first day both hold always, and a rule has one.
  if (from === null) return true;
  const days = localDays(from, COMPARED_DAYS)
    .filter(({ date, weekday }) => weekday === one.weekday && (until === null || date <= until))
    .map(({ date }) => date);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return false;
  return days.filter(isDayOf(one, first, last)).some(isDayOf(other, first, last));
}

function isDayOf(
  { validFrom, recurrence }: PlannedHours,
  from: string,
  until: string,
): (date: string) => boolean {
  if (recurrence === null || validFrom === null) return () => true;
  const dates = new Set(datesOf({ rule: recurrence, firstDate: validFrom }, from, until));
  return (date) => dates.has(date);
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
