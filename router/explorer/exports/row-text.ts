import { isValues, ownValue, type Values } from "../../query-plan/values.ts";
import { BYTE_ORDER_MARK, csvLine, type Cell } from "../csv-text.ts";
import type { ExportFormat } from "../export-api.ts";

/** The rows of one page. */
export interface PageRows {
  readonly columns: readonly string[];
  readonly rows: readonly Values[];
  /** True for the first page of a file, which says what the columns are. */
  readonly isFirst: boolean;
}

/** What the rows of a page add to the file. */
export const PAGE_TEXT: Readonly<Record<ExportFormat, (page: PageRows) => string>> = {
  CSV: ({ columns, rows, isFirst }) =>
    (isFirst ? BYTE_ORDER_MARK + csvLine(columns) : "") +
    rows.map((row) => csvLine(columns.map((column) => cellAt(row, column)))).join(""),
  NDJSON: ({ rows }) => rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
};

/** How a file of each format is sent. */
export const FILE_TYPES: Readonly<Record<ExportFormat, { readonly type: string; readonly ending: string }>> =
  {
    CSV: { type: "text/csv; charset=utf-8", ending: "csv" },
    // https://github.com/ndjson/ndjson-spec
    NDJSON: { type: "application/x-ndjson; charset=utf-8", ending: "ndjson" },
  };

/** An object of which nothing is selected in this row, because it is null, has empty cells. */
function cellAt(row: Values, column: string): Cell {
  let value: unknown = row;
  for (const key of column.split(".")) value = isValues(value) ? ownValue(value, key) : undefined;
  if (value === undefined || value === null) return null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}
