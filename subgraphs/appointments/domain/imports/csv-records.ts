import { isUtf8 } from "node:buffer";
import { parse, CsvError } from "csv-parse/sync";

/** Bytes of a record at most, the end of its line included. */
export const LONGEST_RECORD = 64 * 1024;

/** What can be wrong with a line before anybody asks what it says. */
export type LineFault = "QUOTES_BROKEN" | "LINE_TOO_LONG" | "NOT_UTF8" | "NUL_CHARACTER";

/** One record of a CSV file (RFC 4180), or a line that is none. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[]; readonly fault: null }
  | { readonly line: number; readonly fields: null; readonly fault: LineFault };

/** Where in a file reading goes on. */
export interface CsvPosition {
  /** Lines before. */
  readonly lines: number;
  /** True within a line that is too long, of which nothing is kept. */
  readonly isInLongLine: boolean;
}

/** What {@link readRecords} has made of some bytes. */
export interface CsvReading extends CsvPosition {
  readonly records: readonly CsvRecord[];
  /** Bytes that need not be looked at again; what is left is at most {@link LONGEST_RECORD} long. */
  readonly consumed: number;
}

const LINE_FEED = 0x0a;

/**
 * Reads the records of a piece of a file: lines end with LF or CRLF, fields are parted by commas, and within quotes may be both. What
 * is empty is left out. A line that is broken is told and left behind: reading goes on at the line after it, so that one quote
 * too many costs one line and not the rest of the file. A record that may go on in the next piece is left for the next time.
 * @param bytes what was left the last time, and what comes after it
 * @param isLast true when nothing comes after it
 */
export function readRecords(bytes: Buffer, from: CsvPosition, isLast: boolean): CsvReading {
  return new RecordReader(bytes, from, isLast).read();
}

class RecordReader {
  readonly #bytes: Buffer;
  readonly #isLast: boolean;
  readonly #isClean: boolean;
  readonly #records: CsvRecord[] = [];
  #at = 0;
  #lines: number;
  #isInLongLine: boolean;

  constructor(bytes: Buffer, { lines, isInLongLine }: CsvPosition, isLast: boolean) {
    this.#bytes = bytes;
    this.#isLast = isLast;
    this.#isClean = isUtf8(bytes) && !bytes.includes(0);
    this.#lines = lines;
    this.#isInLongLine = isInLongLine;
  }

  read(): CsvReading {
    if (this.#isInLongLine) this.#leaveLongLine();
    const end = this.#isLast ? this.#bytes.length : this.#bytes.lastIndexOf(LINE_FEED) + 1;
    while (this.#at < end && this.#readUntilFault(end));
    // What is left of a line that goes on is carried to the next piece, unless it is too long already.
    if (this.#at >= end && this.#bytes.length - this.#at > LONGEST_RECORD) this.#enterLongLine();
    return {
      records: this.#records,
      consumed: this.#at,
      lines: this.#lines,
      isInLongLine: this.#isInLongLine,
    };
  }

  /** True when there is something behind a line that was broken. */
  #readUntilFault(end: number): boolean {
    const start = this.#at;
    try {
      parse(this.#bytes.subarray(start, end), {
        record_delimiter: ["\r\n", "\n"],
        relax_column_count: true,
        max_record_size: LONGEST_RECORD,
        on_record: (fields, { bytes }) => {
          this.#take(fields, start + bytes);
          return null;
        },
      });
      return false;
    } catch (error) {
      if (!(error instanceof CsvError || error instanceof TooLongError)) throw error;
      const isOpen = error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED";
      if (isOpen && !this.#isLast && this.#bytes.length - this.#at <= LONGEST_RECORD) return false;
      this.#leaveLine();
      return true;
    }
  }

  #take(fields: readonly string[], until: number): void {
    const slice = this.#bytes.subarray(this.#at, until);
    if (slice.length > LONGEST_RECORD) throw new TooLongError();
    const line = this.#lines + 1;
    if (!this.#isClean && !isUtf8(slice)) this.#records.push({ line, fields: null, fault: "NOT_UTF8" });
    else if (!this.#isClean && slice.includes(0))
      this.#records.push({ line, fields: null, fault: "NUL_CHARACTER" });
    else if (fields.length !== 1 || fields[0] !== "") this.#records.push({ line, fields, fault: null });
    this.#at = until;
    this.#lines += linesIn(slice);
  }

  /** Gives up the line in hand. */
  #leaveLine(): void {
    const end = this.#bytes.indexOf(LINE_FEED, this.#at) + 1 || this.#bytes.length;
    const fault = end - this.#at > LONGEST_RECORD ? "LINE_TOO_LONG" : "QUOTES_BROKEN";
    this.#lines += 1;
    this.#records.push({ line: this.#lines, fields: null, fault });
    this.#at = end;
  }

  #enterLongLine(): void {
    this.#records.push({ line: this.#lines + 1, fields: null, fault: "LINE_TOO_LONG" });
    this.#at = this.#bytes.length;
    this.#isInLongLine = true;
  }

  #leaveLongLine(): void {
    const end = this.#bytes.indexOf(LINE_FEED) + 1;
    this.#at = end === 0 ? this.#bytes.length : end;
    if (end === 0) return;
    this.#isInLongLine = false;
    this.#lines += 1;
  }
}

/** A record was read whose bytes are too many. */
class TooLongError extends Error {}

/** How many lines a record takes; the last one of a file may have no end. */
function linesIn(record: Buffer): number {
  let lines = 0;
  for (let at = record.indexOf(LINE_FEED); at >= 0; at = record.indexOf(LINE_FEED, at + 1)) lines += 1;
  return record.at(-1) === LINE_FEED ? lines : lines + 1;
}
