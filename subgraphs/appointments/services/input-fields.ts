import { z } from "zod";
import { storableText } from "#shared/validation/input-schemas.ts";

/** First and last instant that inputs may name: beyond, databases and calendars disagree. */
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(3000, 0, 1) - 1;
const FIRST_DATE = "1900-01-01";
const LAST_DATE = "2999-12-31";
const YEARS = "Must be in the years 1900 to 2999.";

/** An instant, as the `DateTime` scalar gives it; becomes milliseconds since the epoch. */
export const instant = z
  .date()
  .transform((date) => date.getTime())
  .refine((epochMs) => epochMs >= EARLIEST_MS && epochMs <= LATEST_MS, YEARS);

/** A calendar date, as the `LocalDate` scalar lets it through. */
export const calendarDate = z.string().refine((date) => date >= FIRST_DATE && date <= LAST_DATE, YEARS);

/** An instant inside a cursor, in milliseconds since the epoch. */
export const cursorInstant = z.int().min(EARLIEST_MS).max(LATEST_MS);

/** Text from a person, 1 to `length` characters without the blanks around it. */
export function textOf(length: number): z.ZodType<string, string> {
  return z.string().trim().min(1, "Must not be empty.").pipe(storableText(length));
}

/** Text from a person, 1 to 1000 characters without the blanks around it; null when there is none. */
export const optionalText = textOf(1_000)
  .nullish()
  .transform((text) => text ?? null);
