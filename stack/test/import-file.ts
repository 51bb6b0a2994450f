import type postgres from "postgres";
import { ACCOUNTS, CLINICS } from "#drizzle/seed/world.ts";

/** Who and what rows of a file are about. */
export interface ImportedWorld {
  readonly practitionerIds: readonly string[];
  readonly patientIds: readonly string[];
}

/** How a file is made. */
export interface ImportFileOptions {
  /** Rows, broken ones included. */
  readonly rows: number;
  /** One row in so many is to come; the others are over. */
  readonly liveEvery: number;
  /** Those are in this year and after: what one file takes is not free for the next. */
  readonly liveFromYear: number;
  /** One row in so many is broken in one of the ways of {@link BROKEN}; 0 for none. */
  readonly brokenEvery: number;
  /** Distinguishes the references of one file from those of another. */
  readonly prefix: string;
}

const CLINIC = CLINICS.northwindBerlin;
const SERVICE = "Vaccination";
export const IMPORT_HEADER = "reference,clinic,service,practitioner_id,patient_id,starts_at,status,reason";
/** More practitioners than rooms cannot be at work at one time. */
const AT_ONE_TIME = 4;
const QUARTER_MS = 15 * 60 * 1_000;
const OVER_FROM_MS = Date.UTC(1990, 0, 1);

/** What can be wrong with a row, what is said of it, and how it looks. */
export const BROKEN: readonly { readonly code: string; readonly spoil: (row: string) => string }[] = [
  { code: "QUOTES_BROKEN", spoil: (row) => row.replace(",", ',"') },
  { code: "CELL_COUNT", spoil: (row) => `${row},` },
  { code: "CLINIC_UNKNOWN", spoil: (row) => row.replace(CLINIC.name, "Elsewhere") },
  { code: "STATUS_INVALID", spoil: (row) => row.replace(/BOOKED|FULFILLED/, "DONE") },
  { code: "NOT_UTF8", spoil: (row) => `${row}\u{fffd}` },
  { code: "ID_INVALID", spoil: (row) => row.replace(/,[0-9a-f]{8}-/, ",-") },
];

/** Those of the seeded world that a file can be about. */
export async function importedWorld(admin: postgres.Sql): Promise<ImportedWorld> {
  const practitioners = await admin<
    { id: string }[]
  >`select distinct practitioner_id as id from appointments.schedule
    where clinic_id = ${CLINIC.id} order by 1 limit ${AT_ONE_TIME}`;
  const patients = await admin<{ id: string }[]>`select id from appointments.known_patient
    where tenant_id = ${ACCOUNTS.admin.tenantId} order by 1`;
  return { practitionerIds: practitioners.map(({ id }) => id), patientIds: patients.map(({ id }) => id) };
}

/** Code of what is wrong with a row by its number, from 0 on; null for nothing. */
export function faultOf(index: number, { brokenEvery }: ImportFileOptions): (typeof BROKEN)[number] | null {
  if (brokenEvery === 0 || index % brokenEvery !== brokenEvery - 1) return null;
  return BROKEN[Math.floor(index / brokenEvery) % BROKEN.length] ?? null;
}

/** A file, piece by piece; nothing of it is held in memory. The same options make the same file. */
export function* importFile(
  { practitionerIds, patientIds }: ImportedWorld,
  options: ImportFileOptions,
): Generator<Buffer> {
  const ROWS_OF_PIECE = 500;
  let piece = [IMPORT_HEADER];
  for (let index = 0; index < options.rows; index += 1) {
    const isLive = index % options.liveEvery === options.liveEvery - 1;
    // Live rows take turns with who is free at that time; for the others nobody has to be.
    const place = isLive ? Math.floor(index / options.liveEvery) : index;
    const at =
      (isLive ? Date.UTC(options.liveFromYear, 0, 1) : OVER_FROM_MS) +
      Math.floor(place / AT_ONE_TIME) * QUARTER_MS;
    const row = [
      `${options.prefix}-${String(index)}`,
      ...[CLINIC.name, SERVICE, practitionerIds[place % AT_ONE_TIME], patientIds[place % patientIds.length]],
      ...[new Date(at).toISOString(), isLive ? "BOOKED" : "FULFILLED", ""],
    ].join(",");
    piece.push(faultOf(index, options)?.spoil(row) ?? row);
    if (piece.length < ROWS_OF_PIECE) continue;
    yield pieceOf(piece);
    piece = [];
  }
  if (piece.length > 0) yield pieceOf(piece);
}

const REPLACEMENT = Buffer.from("\u{fffd}");

/** What stands for bytes that are no UTF-8 becomes such. */
function pieceOf(lines: readonly string[]): Buffer {
  const bytes = Buffer.from(`${lines.join("\n")}\n`);
  for (let at = bytes.indexOf(REPLACEMENT); at >= 0; at = bytes.indexOf(REPLACEMENT, at))
    bytes.fill(0xff, at, at + 3);
  return bytes;
}
