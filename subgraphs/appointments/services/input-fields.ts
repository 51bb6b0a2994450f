import { z } from "zod";
import { CONFIDENTIALITIES } from "#shared/auth/confidentiality.ts";
import { LONGEST_RULE } from "../domain/recurrence.ts";
import {
  EARLIEST_MS,
  entityId,
  instant,
  LATEST_MS,
  storableText,
  YEARS,
} from "#shared/validation/input-schemas.ts";

const FIRST_DATE = "1900-01-01";
const LAST_DATE = "2999-12-31";

/** A calendar date, as the `LocalDate` scalar lets it through. */
export const calendarDate = z.string().refine((date) => date >= FIRST_DATE && date <= LAST_DATE, YEARS);

/** An instant inside a cursor, in milliseconds since the epoch. */
export const cursorInstant = z.int().min(EARLIEST_MS).max(LATEST_MS);

/** True or not; left out or null it is not. */
export const flag = z
  .boolean()
  .nullish()
  .transform((isSet) => isSet === true);

/** Text from a person, 1 to `length` characters without the blanks around it. */
export function textOf(length: number): z.ZodType<string, string> {
  return z.string().trim().min(1, "Must not be empty.").pipe(storableText(length));
}

/** Text from a person, 1 to 1000 characters without the blanks around it; null when there is none. */
export const optionalText = textOf(1_000)
  .nullish()
  .transform((text) => text ?? null);

/** Text from a person, 1 to 100 characters without the blanks around it; null when there is none. */
export const optionalTitle = textOf(100)
  .nullish()
  .transform((text) => text ?? null);

/** A time of day, `HH:MM`; `24:00` is the end of the day, and there are no leap seconds. */
export const timeOfDay = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "Must be a time of day such as 09:00, or 24:00.");

/** A whole number in a range, both ends included. */
export function within(least: number, most: number): z.ZodType<number, number> {
  const message = `Must be ${String(least)} to ${String(most)}.`;
  return z.int().min(least, message).max(most, message);
}

/** A recurrence rule as somebody has written it; whether it is one is found out later. */
export const optionalRule = storableText(LONGEST_RULE)
  .nullish()
  .transform((rule) => rule ?? null);

/** A {@link calendarDate}, or null. */
export const optionalDate = calendarDate.nullish().transform((date) => date ?? null);

/** The id of something, or null. */
export const optionalId = entityId.nullish().transform((id) => id ?? null);

/** How closely the clinical part of what is booked is kept. */
export const confidentialityOfBooking = z
  .enum(CONFIDENTIALITIES)
  .nullish()
  .transform((confidentiality) => confidentiality ?? "NORMAL");

/** Fields of a slot that is to be booked, for whom, and what is told with it. */
export const slotToBook = {
  clinicId: entityId,
  serviceTypeId: entityId,
  practitionerId: entityId,
  patientId: entityId,
  startsAt: instant,
  overbook: flag,
  reason: optionalText,
  confidentiality: confidentialityOfBooking,
};
