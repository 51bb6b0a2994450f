import { z } from "zod";
import { EARLIEST_MS, LATEST_MS, storableText, YEARS } from "#shared/validation/input-schemas.ts";

const FIRST_DATE = "1900-01-01";
const LAST_DATE = "2999-12-31";

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
