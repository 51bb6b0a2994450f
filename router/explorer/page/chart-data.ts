import type { Cell } from "../csv-text.ts";
import type { Table } from "./flatten-result.ts";

/** Most bars that are drawn; a longer list is read in the table. */
export const MOST_BARS = 30;

/** Columns that a chart can be drawn of. */
export interface ChartColumns {
  readonly labels: readonly string[];
  readonly numbers: readonly string[];
}

/** One bar. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** Bars in the order of the rows. */
export interface Chart {
  readonly bars: readonly Bar[];
  /** How many there would be without {@link MOST_BARS}. */
  readonly total: number;
}

/** Columns of texts, to label bars, and columns of numbers; null when there is no chart. */
export function chartColumns({ columns, rows }: Table): ChartColumns | null {
  const numbers = columns.filter((_, index) => hasOnly(rows, index, "number"));
  const labels = columns.filter(
    (column, index) => hasOnly(rows, index, "string") && !/(^|\.)id$/i.test(column),
  );
  return numbers.length === 0 || labels.length === 0 ? null : { labels, numbers };
}

/** The sums of a column of numbers by label. Rows without a number are left out. */
export function chartOf({ columns, rows }: Table, label: string, number: string): Chart {
  const labelIndex = columns.indexOf(label);
  const numberIndex = columns.indexOf(number);
  const sums = new Map<string, number>();
  for (const row of rows) {
    const value = row[numberIndex];
    if (typeof value !== "number") continue;
    const key = String(row[labelIndex] ?? "—");
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  const bars = [...sums].map(([key, value]) => ({ label: key, value }));
  return { bars: bars.slice(0, MOST_BARS), total: bars.length };
}

/** Some cell is of the type, and all are that have a value. */
function hasOnly(rows: readonly (readonly Cell[])[], index: number, type: "number" | "string"): boolean {
  let isFound = false;
  for (const row of rows) {
    const cell = row[index] ?? null;
    if (cell === null) continue;
    if (typeof cell !== type) return false;
    isFound = true;
  }
  return isFound;
}
