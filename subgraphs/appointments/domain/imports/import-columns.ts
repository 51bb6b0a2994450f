import { RowError } from "./import-codes.ts";

/** Columns of each kind of file, in the order in which the documentation has them; true: every file has to have it. */
export const COLUMNS = {
  SCHEDULES: {
    clinic: true,
    practitioner_id: true,
    weekday: true,
    opens_at: true,
    closes_at: true,
    valid_from: false,
    valid_until: false,
    recurrence: false,
  },
  APPOINTMENTS: {
    reference: true,
    clinic: true,
    service: true,
    practitioner_id: true,
    patient_id: true,
    room: false,
    starts_at: true,
    status: true,
    reason: false,
  },
} as const;

/** What a file brings. */
export const IMPORT_KINDS = [
  "SCHEDULES",
  "APPOINTMENTS",
] as const satisfies readonly (keyof typeof COLUMNS)[];

/** One of {@link IMPORT_KINDS}. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** More of a name that is none is not repeated. */
const LONGEST_NAME = 100;

/**
 * The names of the columns by the first line of a file, in whatever order.
 * @throws RowError `HEADER_MISSING`, `COLUMN_UNKNOWN`, `COLUMN_TWICE`, `COLUMN_MISSING`
 */
export function readHeader(kind: ImportKind, fields: readonly string[]): string[] {
  const names = fields.map((field) => field.trim().toLowerCase());
  if (names.every((name) => name === "")) throw new RowError("HEADER_MISSING", null);
  const known: Readonly<Record<string, boolean>> = COLUMNS[kind];
  for (const [index, name] of names.entries()) {
    if (!Object.hasOwn(known, name)) throw new RowError("COLUMN_UNKNOWN", name.slice(0, LONGEST_NAME));
    if (names.indexOf(name) !== index) throw new RowError("COLUMN_TWICE", name);
  }
  const missing = Object.keys(known).find((name) => known[name] === true && !names.includes(name));
  if (missing !== undefined) throw new RowError("COLUMN_MISSING", missing);
  return names;
}

/** The cells of one row by column. */
export class Cells {
  readonly #values: ReadonlyMap<string, string>;

  /** @throws RowError `CELL_COUNT` */
  constructor(header: readonly string[], fields: readonly string[]) {
    if (fields.length !== header.length) throw new RowError("CELL_COUNT", null);
    this.#values = new Map(header.map((name, index) => [name, (fields[index] ?? "").trim()]));
  }

  /** The text of a cell, without the blanks around it; null when it is empty. @throws RowError `CELL_TOO_LONG` */
  optional(column: string, longest: number): string | null {
    const text = this.#values.get(column) ?? "";
    if (text.length > longest) throw new RowError("CELL_TOO_LONG", column);
    return text === "" ? null : text;
  }

  /** @throws RowError `CELL_MISSING`, `CELL_TOO_LONG` */
  text(column: string, longest: number): string {
    const text = this.optional(column, longest);
    if (text === null) throw new RowError("CELL_MISSING", column);
    return text;
  }

  /** A UUID in lower case. @throws RowError `CELL_MISSING`, `ID_INVALID` */
  id(column: string): string {
    const text = this.text(column, Infinity).toLowerCase();
    if (!isId(text)) throw new RowError("ID_INVALID", column);
    return text;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a UUID (RFC 9562) in lower case. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
