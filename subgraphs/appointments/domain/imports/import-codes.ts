import type { LineFault } from "./csv-records.ts";

/** What can be wrong with a row of an import, and what is said of it. No sentence repeats what the file says. */
export const ROW_FAULTS = {
  QUOTES_BROKEN: "The quotes of the line do not match: a quote inside a quoted cell is written twice.",
  LINE_TOO_LONG: "The line has more than 64 KiB.",
  NOT_UTF8: "The line is not UTF-8.",
  NUL_CHARACTER: "The line has a NUL character.",
  HEADER_MISSING: "The first line has to name the columns.",
  COLUMN_UNKNOWN: "There is no such column.",
  COLUMN_MISSING: "The column is needed.",
  COLUMN_TWICE: "The column is there twice.",
  TOO_MANY_ROWS: "The file has more rows than one import takes; it was not read beyond this line.",
  CELL_COUNT: "The line has more or fewer cells than the first one.",
  CELL_MISSING: "The cell must not be empty.",
  CELL_TOO_LONG: "The cell has too many characters.",
  ID_INVALID: "Must be an id, which is a UUID.",
  STATUS_INVALID: "Must be BOOKED, FULFILLED, NOSHOW or CANCELLED.",
  WEEKDAY_INVALID: "Must be a day of the week, such as MONDAY.",
  TIME_INVALID: "Must be a time of day such as 09:00; closing times also 24:00.",
  DATE_INVALID: "Must be a day of the calendar in the years 1900 to 2999, such as 2026-03-01.",
  INSTANT_INVALID:
    "Must be a date and time such as 2026-03-01T09:00, or with its offset 2026-03-01T09:00+01:00; there is no 24:00 and no leap second.",
  INSTANT_OUT_OF_RANGE: "Must be in the years 1900 to 2999.",
  LOCAL_TIME_SKIPPED: "The clocks of the clinic skip this time.",
  CLINIC_UNKNOWN: "No open clinic has this id or name.",
  CLINIC_AMBIGUOUS: "Several clinics have this name; give the id.",
  SERVICE_UNKNOWN: "The clinic has no service with this id or name.",
  SERVICE_AMBIGUOUS: "Several services of the clinic have this name; give the id.",
  ROOM_UNKNOWN: "The clinic has no room with this id or name.",
  ROOM_AMBIGUOUS: "Several rooms of the clinic have this name; give the id.",
  ROOM_UNFIT: "The room is not of the kind that the service needs.",
  PRACTITIONER_UNKNOWN: "There is no such practitioner.",
  PATIENT_UNKNOWN: "There is no such patient.",
  BOOKED_IN_PAST: "What is BOOKED has to be in the future.",
  NOT_OVER_YET: "What is FULFILLED or NOSHOW has to be in the past.",
  REFERENCE_TWICE: "An earlier line has the same reference.",
  PRACTITIONER_OVERLAP: "The practitioner has another appointment of the file at that time.",
  PATIENT_OVERLAP: "The patient has another appointment of the file at that time.",
  ROOM_OVERLAP: "The room has another appointment of the file at that time.",
  PRACTITIONER_TAKEN: "The practitioner is taken at that time.",
  PATIENT_TAKEN: "The patient has another appointment at that time.",
  ROOM_TAKEN: "The room is taken at that time.",
  NO_ROOM_FREE: "No room that the service needs is free at that time.",
  NO_DEVICE_FREE: "A device that the service needs is not free at that time.",
  TIMES_INVALID: "The hours have to end later than they begin.",
  DATES_INVALID: "The last day must not be before the first.",
  RECURRENCE_INVALID: "Must be a recurrence rule (RFC 5545) of days, with a first day in valid_from.",
  HOURS_OVERLAP: "The practitioner would work twice at one time.",
  TOO_MANY_HOURS: "A practitioner has at most 50 hours at a clinic.",
} as const;

/** A code of {@link ROW_FAULTS}. */
export type RowFault = keyof typeof ROW_FAULTS;

/** The row is in already, by its reference: nothing of it is written. */
export const UNCHANGED = "UNCHANGED";

/** Nothing is wrong with the row. */
export const OK = "OK";

/** True for a code of {@link ROW_FAULTS}. */
export function isRowFault(code: string): code is RowFault {
  return Object.hasOwn(ROW_FAULTS, code);
}

/** A line of which nothing else is known. */
export interface FaultyRow {
  readonly line: number;
  readonly fault: RowFault | LineFault;
  /** Null where it is about the whole line. */
  readonly faultColumn: string | null;
}

/** Raised within the checks of one row. */
export class RowError extends Error {
  override readonly name = "RowError";
  readonly fault: RowFault;
  readonly column: string | null;

  constructor(fault: RowFault, column: string | null) {
    super(fault);
    this.fault = fault;
    this.column = column;
  }
}

/** How many rows have something wrong with them. */
export function faultyRows(counts: Readonly<Record<string, number>>): number {
  return Object.entries(counts).reduce((sum, [code, rows]) => (isRowFault(code) ? sum + rows : sum), 0);
}
