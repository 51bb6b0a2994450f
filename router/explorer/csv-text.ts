/** What one cell of a table holds. */
export type Cell = string | number | boolean | null;

/** Before a file, so that spreadsheets read it as UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

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

/** One record of a CSV file, with its end. */
export function csvLine(cells: readonly Cell[]): string {
  // A line without a single character would be no record at all.
  const line = cells.map(csvField).join(",");
  return `${line === "" ? '""' : line}\r\n`;
}
