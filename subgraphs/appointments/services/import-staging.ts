import {
  LONGEST_RECORD,
  readRecords,
  type CsvReading,
  type CsvRecord,
} from "../domain/imports/csv-records.ts";
import { RowError, type FaultyRow } from "../domain/imports/import-codes.ts";
import { readHeader } from "../domain/imports/import-columns.ts";
import { MOST_ROWS } from "../domain/imports/import-limits.ts";
import { stageRow, type StagedRow } from "../domain/imports/staged-row.ts";
import { findCatalogue } from "../repositories/import-catalogue-repository.ts";
import { ImportJobRepository } from "../repositories/import-job-repository.ts";
import { ImportRowRepository } from "../repositories/import-row-repository.ts";
import type { ImportPortion } from "./import-work.ts";

/** Of half a mebibyte each; of the first there may be an end only. */
const PARTS_AT_ONCE = 4;
/** More than what was left of the last piece and a record. */
const PIECE_BYTES = 4 * LONGEST_RECORD;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads the next rows of a file and keeps them with what is wrong with them by themselves. */
export async function stagePortion({ tx, job, now }: ImportPortion): Promise<void> {
  const jobs = new ImportJobRepository(tx);
  const found = await findPiece(jobs, job);
  const isLast = (found.at(-1)?.position ?? job.parts - 1) >= job.parts - 1;
  const piece = new Piece(found, job);
  const reading = readRecords(
    piece.bytes,
    { lines: job.stagedLines, isInLongLine: job.isInLongLine },
    isLast,
  );
  const { header, rows, fault, rowsRead } = readRows(
    job,
    reading,
    await findCatalogue(tx, job.tenantId),
    isLast,
  );
  const staged: StagedRow[] = fault === null ? rows : [...rows, { ...fault, reference: null, values: null }];
  await new ImportRowRepository(tx).insert({ tenantId: job.tenantId, importId: job.id }, staged, now);
  const isOver = isLast || fault !== null;
  const position = piece.positionAt(reading.consumed);
  await jobs.removeParts(job, isOver ? job.parts : position.stagedPart);
  await jobs.update(job, {
    ...{ header, rowsRead, ...position, stagedLines: reading.lines, isInLongLine: reading.isInLongLine },
    step: !isOver ? "STAGE" : fault === null ? "LOOK" : "JUDGE",
    updatedAt: now,
  });
}

/** The next parts: as many as hold a whole record, however small they are. */
async function findPiece(
  jobs: ImportJobRepository,
  job: ImportPortion["job"],
): Promise<Awaited<ReturnType<ImportJobRepository["findParts"]>>> {
  for (let limit = PARTS_AT_ONCE; ; limit *= 2) {
    const found = await jobs.findParts(job, { from: job.stagedPart, limit });
    const bytes = found.reduce((sum, part) => sum + part.bytes.length, 0);
    if (bytes > PIECE_BYTES || found.length < limit) return found;
  }
}

/** Some parts of a file that follow each other, without what was read of the first. */
class Piece {
  readonly bytes: Buffer;
  readonly #parts: readonly { readonly position: number; readonly bytes: Uint8Array }[];
  readonly #skipped: number;
  readonly #at: { readonly stagedPart: number; readonly stagedOffset: number };

  constructor(
    parts: readonly { readonly position: number; readonly bytes: Uint8Array }[],
    at: { readonly stagedPart: number; readonly stagedOffset: number },
  ) {
    const all = Buffer.concat(parts.map(({ bytes }) => bytes));
    const isBegin = at.stagedPart === 0 && at.stagedOffset === 0;
    this.#parts = parts;
    this.#at = at;
    this.#skipped =
      at.stagedOffset + (isBegin && all.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0);
    this.bytes = all.subarray(this.#skipped);
  }

  /** The part, and the byte in it, of a byte of {@link bytes}. */
  positionAt(index: number): { readonly stagedPart: number; readonly stagedOffset: number } {
    let offset = index + this.#skipped;
    for (const { position, bytes } of this.#parts) {
      if (offset < bytes.length) return { stagedPart: position, stagedOffset: offset };
      offset -= bytes.length;
    }
    return { stagedPart: (this.#parts.at(-1)?.position ?? this.#at.stagedPart) + 1, stagedOffset: offset };
  }
}

/** What some records are. */
interface ReadRows {
  readonly header: string[] | null;
  readonly rows: StagedRow[];
  /** What is wrong with the file as a whole. */
  readonly fault: FaultyRow | null;
  readonly rowsRead: number;
}

function readRows(
  job: ImportPortion["job"],
  { records }: CsvReading,
  catalogue: Parameters<typeof stageRow>[3],
  isLast: boolean,
): ReadRows {
  const { kind, rowsRead } = job;
  const [first] = records;
  if (job.header === null && first === undefined) {
    const fault: FaultyRow = { line: 1, fault: "HEADER_MISSING", faultColumn: null };
    return { header: null, rows: [], fault: isLast ? fault : null, rowsRead };
  }
  try {
    const header = job.header ?? headerOf(kind, first);
    const below = job.header === null ? records.slice(1) : records;
    const excess = below[MOST_ROWS - rowsRead];
    const kept = below.slice(0, MOST_ROWS - rowsRead);
    const fault: FaultyRow | null = excess
      ? { line: excess.line, fault: "TOO_MANY_ROWS", faultColumn: null }
      : null;
    const rows = kept.map((record) => stageRow(kind, header, record, catalogue));
    return { header, rows, fault, rowsRead: rowsRead + kept.length };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    const fault: FaultyRow = { line: first?.line ?? 1, fault: error.fault, faultColumn: error.column };
    return { header: null, rows: [], fault, rowsRead };
  }
}

/** @throws RowError */
function headerOf(kind: ImportPortion["job"]["kind"], first: CsvRecord | undefined): string[] {
  if (first === undefined) throw new RowError("HEADER_MISSING", null);
  if (first.fields === null) throw new RowError(first.fault, null);
  return readHeader(kind, first.fields);
}
