import { problemOfHours, type PlannedHours } from "../planned-hours.ts";
import { LONGEST_RULE } from "../recurrence.ts";
import { isoWeekday, WEEKDAYS } from "../working-week.ts";
import type { Catalogue } from "./import-catalogue.ts";
import { RowError } from "./import-codes.ts";
import type { Cells } from "./import-columns.ts";
import { dateIn, timeIn } from "./import-times.ts";

/** What a row says of the hours of a practitioner at a clinic. */
export interface HoursValues extends PlannedHours {
  readonly clinicId: string;
  readonly practitionerId: string;
}

const LONGEST_NAME = 1_000;

/** @throws RowError */
export function readHoursRow(cells: Cells, catalogue: Catalogue): HoursValues {
  const { clinic } = catalogue.clinic("clinic", cells.text("clinic", LONGEST_NAME));
  const practitionerId = cells.id("practitioner_id");
  catalogue.assertPractitioner("practitioner_id", practitionerId);
  const dayIn = (column: string): string | null => {
    const text = cells.optional(column, Infinity);
    return text === null ? null : dateIn(column, text);
  };
  const hours: PlannedHours = {
    weekday: weekdayIn(cells.text("weekday", Infinity)),
    opensAt: timeIn("opens_at", cells.text("opens_at", Infinity), false),
    closesAt: timeIn("closes_at", cells.text("closes_at", Infinity), true),
    validFrom: dayIn("valid_from"),
    validUntil: dayIn("valid_until"),
    recurrence: cells.optional("recurrence", LONGEST_RULE),
  };
  const problem = problemOfHours([hours]);
  if (problem !== null) throw new RowError(problem, null);
  return { clinicId: clinic.id, practitionerId, ...hours };
}

/** @throws RowError `WEEKDAY_INVALID` */
function weekdayIn(text: string): number {
  const weekday = WEEKDAYS.find((known) => known === text.toUpperCase());
  if (weekday === undefined) throw new RowError("WEEKDAY_INVALID", "weekday");
  return isoWeekday(weekday);
}

/** Hours of one practitioner at one clinic. */
export interface StagedHours extends PlannedHours {
  readonly line: number;
}

/** A row by which a practitioner would work twice at one time. */
export interface HoursConflict {
  readonly line: number;
  readonly otherLine: number;
}

/** A practitioner has at most so many hours at a clinic, as `setWorkingHours` says. */
export const MOST_HOURS = 50;

/** Rows that overlap earlier ones of all that a practitioner is to have at a clinic. */
export function conflictsOfHours(hours: readonly StagedHours[]): HoursConflict[] {
  if (problemOfHours(hours) === null) return [];
  return hours.flatMap(({ line, ...one }, index) => {
    const other = hours.slice(0, index).find((earlier) => problemOfHours([earlier, one]) !== null);
    return other === undefined ? [] : [{ line, otherLine: other.line }];
  });
}
