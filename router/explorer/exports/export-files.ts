import type { Clock } from "#shared/time/clock.ts";
import { PURPOSES, type ExplorerOperation, type Purpose } from "../explorer-api.ts";
import type { ExportFormat } from "../export-api.ts";
import { orNotFound } from "../or-not-found.ts";
import { unhurried, type ExplorerUser, type RecordedChanges } from "../recorded-changes.ts";
import { ExportRepository, type ExportRow } from "./export-repository.ts";
import { entryOf, EXPORT_ACTION } from "./export-row.ts";
import type { ExportSeals } from "./export-seals.ts";

/** What a file is of. */
export interface FileRequest {
  readonly operation: ExplorerOperation;
  /** What the data is for. */
  readonly purpose: Purpose | null;
  /** See `ExportJob.redacted`. */
  readonly redacted: readonly string[];
}

/** A file that may be sent. */
export interface ExportFile {
  readonly id: string;
  readonly name: string;
  readonly format: ExportFormat;
  readonly bytes: number;
  readonly pages: number;
}

/** Files of exports that are complete, each its owner's. */
export class ExportFiles {
  readonly #changes: RecordedChanges;
  readonly #seals: ExportSeals;
  readonly #clock: Clock;

  constructor(changes: RecordedChanges, seals: ExportSeals, clock: Clock) {
    this.#changes = changes;
    this.#seals = seals;
    this.#clock = clock;
  }

  /** @throws AppError `RESOURCE_NOT_FOUND` for what has no file */
  async request(user: ExplorerUser, id: string): Promise<FileRequest> {
    const now = this.#clock();
    const row = await this.#changes.read(user, EXPORT_ACTION, (tx) => new ExportRepository(tx).find(id, now));
    const { purpose, redacted, ...sealed } = withFile(row);
    return {
      operation: this.#seals.openRequest(sealed),
      purpose: PURPOSES.find((code) => code === purpose) ?? null,
      redacted,
    };
  }

  /** Puts it on record that the file is fetched. @throws AppError `RESOURCE_NOT_FOUND` for what has no file */
  async open(user: ExplorerUser, id: string): Promise<ExportFile> {
    const now = this.#clock();
    return this.#changes.change(
      user,
      EXPORT_ACTION,
      async (tx) => withFile(await new ExportRepository(tx).find(id, now)),
      (row) => entryOf(row, "DOWNLOADED"),
    );
  }

  /** The file, one page of it in memory at a time. @throws AppError `RESOURCE_NOT_FOUND` when it was removed meanwhile */
  async *read(user: ExplorerUser, { id, pages }: ExportFile): AsyncGenerator<string, void> {
    for (let number = 1; number <= pages; number += 1) {
      const content = await this.#changes.read(unhurried(user), EXPORT_ACTION, (tx) =>
        new ExportRepository(tx).part(id, number),
      );
      const text = this.#seals.openPart(id, number, orNotFound(content));
      if (text !== "") yield text;
    }
  }
}

function withFile(row: ExportRow | undefined): ExportRow {
  return orNotFound(row?.state === "COMPLETED" ? row : undefined);
}
