import { z } from "zod";

/** Schemas of values that several subgraphs take as input. Their messages are sentences for a person. */

/** An e-mail address, at most 254 characters (RFC 5321, section 4.5.3.1.3), trimmed and in lower case. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Must be an e-mail address.").max(254, "Must have at most 254 characters."));

/** What is wrong with text that holds half of a surrogate pair. */
export const HALF_CHARACTER = "Must not have halves of characters.";

// Control, format, private and unassigned characters hide or reorder text, except the two joiners that Indic and
// Persian names are written with: https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters
const HIDDEN_CHARACTER = /[^\P{C}\u200c\u200d]/u;

const TOO_LONG_NAME = "Must have at most 100 characters.";
// A letter written with all its marks apart takes up to four characters. Beyond that nothing is normalised: the time
// it takes grows with the square of the length, to minutes for a request of one mebibyte.
const LONGEST_TYPED_NAME = 400;

/** The name of a person: 1 to 100 characters with at least one letter, trimmed, in Unicode form NFC, single spaces. */
export const personName = z
  .string()
  .max(LONGEST_TYPED_NAME, { message: TOO_LONG_NAME, abort: true })
  .normalize("NFC")
  .trim()
  .transform((name) => name.replace(/ {2,}/g, " "))
  .pipe(
    z
      .string()
      .min(1, "Must not be empty.")
      .max(100, TOO_LONG_NAME)
      .refine((name) => !HIDDEN_CHARACTER.test(name), "Must not have line breaks or hidden characters.")
      .regex(/\p{L}/u, "Must have a letter.")
      .regex(/^[^<>]*$/, "Must not have angle brackets."),
  );

/** A telephone number in E.164, `+919876543210`; spaces, hyphens, full stops and brackets are removed. */
export const phoneE164 = z
  .string()
  .transform((phone) => phone.replace(/[\s().-]/g, ""))
  .pipe(
    z
      .string()
      .regex(/^\+[1-9]\d{7,14}$/, "Must be a telephone number with country code, such as +919876543210."),
  );

/** First and last instant that inputs may name: beyond, databases and calendars disagree. */
export const EARLIEST_MS = Date.UTC(1900, 0, 1);
/** See {@link EARLIEST_MS}. */
export const LATEST_MS = Date.UTC(3000, 0, 1) - 1;
/** What is wrong with a time beyond them. */
export const YEARS = "Must be in the years 1900 to 2999.";

/** An instant, as the `DateTime` scalar gives it; becomes milliseconds since the epoch. */
export const instant = z
  .date()
  .transform((date) => date.getTime())
  .refine((epochMs) => epochMs >= EARLIEST_MS && epochMs <= LATEST_MS, YEARS);

/** Name of a program, as OAuth clients have it: https://www.rfc-editor.org/rfc/rfc6749#appendix-A.1 */
export const oauthClientId = z
  .string()
  .regex(/^[\x20-\x7e]{1,256}$/, "Must be 1 to 256 visible ASCII characters.");

/** A day of the calendar, `2026-03-01`, that exists; in earlier years than 1900 databases and calendars disagree. */
export const localDate = z.iso
  .date({ error: "Must be a day of the calendar, such as 2026-03-01.", abort: true })
  .refine((date) => date >= "1900-01-01", "Must be in the year 1900 or later.");

/**
 * Text that Postgres holds as it is: without the NUL character, and without halves of surrogate pairs, which UTF-8 has
 * no bytes for.
 * @param maximum characters
 */
export function storableText(maximum: number): z.ZodType<string, string> {
  return z
    .string()
    .max(maximum, `Must have at most ${String(maximum)} characters.`)
    .refine((text) => !text.includes("\0"), "Must not have the NUL character.")
    .refine((text) => text.isWellFormed(), HALF_CHARACTER);
}

/** The id of anything: a UUID, in lower case. */
export const entityId = z.uuid("Must be an id.").toLowerCase();
