import { BYTE_ORDER_MARK, csvLine } from "../csv-text.ts";
import type { Table } from "./flatten-result.ts";

/** Longest file that is made in the page, in characters. */
export const CSV_LIMIT = 20_000_000;

const ROWS_AT_ONCE = 2_000;

/** The lines of a table, many at a time: names of the columns first. */
export function* csvParts({ columns, rows }: Table): Generator<string, void> {
  yield BYTE_ORDER_MARK + csvLine(columns);
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    yield rows
      .slice(start, start + ROWS_AT_ONCE)
      .map(csvLine)
      .join("");
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
