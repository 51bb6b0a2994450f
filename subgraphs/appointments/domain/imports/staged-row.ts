import { readAppointmentRow, type AppointmentValues } from "./appointment-row.ts";
import type { CsvRecord } from "./csv-records.ts";
import type { Catalogue } from "./import-catalogue.ts";
import { RowError, type FaultyRow } from "./import-codes.ts";
import { Cells, type ImportKind } from "./import-columns.ts";
import { readHoursRow, type HoursValues } from "./hours-row.ts";

/** What a row says, as far as it can be known by itself. */
export type StagedRow =
  | (FaultyRow & { readonly reference: string | null; readonly values: null })
  | {
      readonly line: number;
      readonly fault: null;
      readonly faultColumn: null;
      readonly reference: string | null;
      readonly values: AppointmentValues | HoursValues;
    };

const LONGEST_REFERENCE = 200;

/** Reads one record below the first line. */
export function stageRow(
  kind: ImportKind,
  header: readonly string[],
  { line, fields, fault }: CsvRecord,
  catalogue: Catalogue,
): StagedRow {
  if (fields === null) return { line, fault, faultColumn: null, reference: null, values: null };
  let reference: string | null = null;
  try {
    const cells = new Cells(header, fields);
    if (kind === "APPOINTMENTS") reference = cells.text("reference", LONGEST_REFERENCE);
    const values =
      kind === "APPOINTMENTS" ? readAppointmentRow(cells, catalogue) : readHoursRow(cells, catalogue);
    return { line, fault: null, faultColumn: null, reference, values };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line, fault: error.fault, faultColumn: error.column, reference, values: null };
  }
}
