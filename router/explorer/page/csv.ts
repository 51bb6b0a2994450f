import type { Cell, Table } from "./flatten-result.ts";

/** Longest file that is made in the page, in characters. */
export const CSV_LIMIT = 20_000_000;

const ROWS_AT_ONCE = 2_000;
/** So that spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Begins a formula in a spreadsheet (OWASP, "CSV Injection"), also in its full-width form. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;
/** RFC 4180, and what separates fields in other countries' spreadsheets. */
const NEEDS_QUOTES = /[",;\t\r\n]/;

/** One field of a CSV file (RFC 4180). Text that a spreadsheet would take for a formula begins with an apostrophe instead. */
export function csvField(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  const safe = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The lines of a table, many at a time: names of the columns first. */
export function* csvParts({ columns, rows }: Table): Generator<string, void> {
  yield BYTE_ORDER_MARK + csvLine(columns);
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    yield rows
      .slice(start, start + ROWS_AT_ONCE)
      .map(csvLine)
      .join("");
}

function csvLine(cells: readonly Cell[]): string {
  // A line without a single character would be no record at all.
  const line = cells.map(csvField).join(",");
  return `${line === "" ? '""' : line}\r\n`;
}

/**
 * A table as a file, made in parts between which `pause` lets the page go on.
 * @returns null when it would be longer than `limit` characters
 */
export async function csvFile(
  table: Table,
  {
    limit = CSV_LIMIT,
    pause = nextTask,
  }: { readonly limit?: number; readonly pause?: () => Promise<void> } = {},
): Promise<Blob | null> {
  const parts: string[] = [];
  let length = 0;
  for (const part of csvParts(table)) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
    await pause();
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
