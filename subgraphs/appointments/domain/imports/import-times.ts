import { Temporal } from "temporal-polyfill";
import { RowError } from "./import-codes.ts";

const FIRST_MS = Date.UTC(1900, 0, 1);
const LAST_MS = Date.UTC(3000, 0, 1) - 1;

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const DATE = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;
// https://www.rfc-editor.org/rfc/rfc3339#section-5.6, with or without its offset and its seconds.
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?)(?:([Zz])|([+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;

/** A time of day, `HH:MM`. @throws RowError `TIME_INVALID` */
export function timeIn(column: string, text: string, isEnd: boolean): string {
  if (!TIME.test(text) && !(isEnd && text === "24:00")) throw new RowError("TIME_INVALID", column);
  return text;
}

/** A day of the calendar, ISO-8601. @throws RowError `DATE_INVALID` */
export function dateIn(column: string, text: string): string {
  if (!DATE.test(text) || !isDay(text)) throw new RowError("DATE_INVALID", column);
  return text;
}

function isDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

/**
 * Turns the times of a file into instants: those with an offset are what they say, those without are local to the clinic. Local times
 * that the clocks skip are refused, since nobody can have been there; of those that come twice the earlier is meant, as everywhere.
 */
export class Instants {
  readonly #timeZone: string;
  readonly #local = new Map<string, number | null>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /**
   * Milliseconds since the epoch.
   * @throws RowError `INSTANT_INVALID`, `INSTANT_OUT_OF_RANGE`, `LOCAL_TIME_SKIPPED`
   */
  in(column: string, text: string): number {
    const [, date = "", time = "", utc, offset] = INSTANT.exec(text) ?? [];
    if (date === "" || !isDay(date)) throw new RowError("INSTANT_INVALID", column);
    const zone = offset ?? (utc === undefined ? undefined : "Z");
    const ms =
      zone === undefined ? this.#localMs(`${date}T${time}`, column) : Date.parse(`${date}T${time}${zone}`);
    if (!(ms >= FIRST_MS && ms <= LAST_MS)) throw new RowError("INSTANT_OUT_OF_RANGE", column);
    return ms;
  }

  #localMs(text: string, column: string): number {
    let ms = this.#local.get(text);
    if (ms === undefined) {
      const plain = Temporal.PlainDateTime.from(text);
      const zoned = plain.toZonedDateTime(this.#timeZone);
      ms = zoned.toPlainDateTime().equals(plain) ? zoned.epochMilliseconds : null;
      this.#local.set(text, ms);
    }
    if (ms === null) throw new RowError("LOCAL_TIME_SKIPPED", column);
    return ms;
  }
}
