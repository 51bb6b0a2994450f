import { z } from "zod";
import { BYTE_ORDER_MARK, csvLine } from "../explorer/csv-text.ts";

/** How a report is written. */
export const REPORT_FORMATS = ["csv", "ndjson"] as const;

/** One of {@link REPORT_FORMATS}. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Rows of a report that are asked for at once. */
export const ROWS_AT_ONCE = 2_000;

/** What the owner of imports answers. */
export const reportPageSchema = z.object({
  rows: z.array(
    z.object({
      line: z.int(),
      outcome: z.string(),
      code: z.string().nullable(),
      column: z.string().nullable(),
      otherLine: z.int().nullable(),
      reference: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});

/** A piece of a report. */
export type ReportPage = z.infer<typeof reportPageSchema>;

const COLUMNS = ["line", "outcome", "code", "column", "other_line", "reference", "message"] as const;

const TEXTS: Readonly<
  Record<ReportFormat, { readonly head: string; readonly row: (row: ReportPage["rows"][number]) => string }>
> = {
  csv: {
    head: BYTE_ORDER_MARK + csvLine(COLUMNS),
    row: ({ line, outcome, code, column, otherLine, reference, message }) =>
      csvLine([line, outcome, code, column, otherLine, reference, message]),
  },
  ndjson: { head: "", row: (row) => `${JSON.stringify(row)}\n` },
};

/** The type of each format's file. */
export const REPORT_TYPES: Readonly<Record<ReportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
};

/** The text of a report, page by page, the first of which is there already. The next is asked for when the last was taken. */
export async function* reportText(
  format: ReportFormat,
  first: ReportPage,
  next: (afterLine: number) => Promise<ReportPage>,
): AsyncGenerator<string> {
  const { head, row } = TEXTS[format];
  yield head;
  let { rows } = first;
  for (;;) {
    yield rows.map(row).join("");
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return;
    ({ rows } = await next(last.line));
  }
}
