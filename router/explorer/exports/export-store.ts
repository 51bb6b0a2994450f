import type { Sealer } from "#shared/crypto/seal.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { ErrorCode } from "#shared/errors/catalogue.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { ExplorerOperation, Purpose } from "../explorer-api.ts";
import type { ExportFormat, ExportJob } from "../export-api.ts";
import { orNotFound } from "../or-not-found.ts";
import { RecordedChanges, unhurried, type ExplorerUser } from "../recorded-changes.ts";
import { ExportFiles } from "./export-files.ts";
import { EXPORT_LIFETIME_MS, EXPORT_LIMITS, type ExportLimits } from "./export-limits.ts";
import { ExportRepository, type ExportHold, type ExportRow } from "./export-repository.ts";
import {
  aliveSince,
  assertInterrupted,
  ENDED,
  entryOf,
  EXPORT_ACTION,
  jobOf,
  NOT_INTERRUPTED,
} from "./export-row.ts";
import { ExportSeals } from "./export-seals.ts";

/** What somebody wants exported. */
export interface NewExport {
  readonly name: string;
  readonly format: ExportFormat;
  readonly operation: ExplorerOperation;
  readonly purpose: Purpose | null;
}

/** An export that is at work, from where it is now. */
export interface ExportWork {
  readonly hold: ExportHold;
  readonly format: ExportFormat;
  readonly operation: ExplorerOperation;
  readonly pages: number;
  readonly rows: number;
  readonly bytes: number;
  /** See `ExportJob.redacted`. */
  readonly redacted: readonly string[];
  /** Where the next page begins; null at the beginning. */
  readonly cursor: string | null;
}

/** A page as it is added to an export. */
export interface AddedPage {
  /** Of the pages before it. */
  readonly pages: number;
  readonly text: string;
  readonly rows: number;
  /** Cursor of the next page; null: this was the last one, and the export is complete. */
  readonly next: string | null;
  /** See `ExportJob.total`; null leaves what is known. */
  readonly total: number | null;
  /** See `ExportJob.redacted`. */
  readonly redacted: readonly string[];
}

/**
 * Exports, in the schema `platform`: how far they are, and their files, page by page. Row-level security binds every statement to
 * the user's own; what is of persons is sealed; each step is put on record with it, without any value. One that has expired is
 * not there.
 */
export class ExportStore {
  readonly #changes: RecordedChanges;
  readonly #seals: ExportSeals;
  readonly #clock: Clock;
  readonly limits: ExportLimits;
  readonly files: ExportFiles;

  constructor(database: Database, sealer: Sealer, clock: Clock, limits: ExportLimits = EXPORT_LIMITS) {
    this.#changes = new RecordedChanges(database, clock);
    this.#seals = new ExportSeals(sealer);
    this.#clock = clock;
    this.limits = limits;
    this.files = new ExportFiles(this.#changes, this.#seals, clock);
  }

  /** Newest first. */
  async all(user: ExplorerUser): Promise<readonly ExportJob[]> {
    const now = this.#clock();
    const rows = await this.#changes.read(user, EXPORT_ACTION, (tx) => new ExportRepository(tx).all(now));
    return rows.map((row) => jobOf(row, now));
  }

  /** @throws AppError `RESOURCE_NOT_FOUND` for one that is not there, or not the user's own */
  async find(user: ExplorerUser, id: string): Promise<ExportJob> {
    return jobOf(await this.#row(user, id), this.#clock());
  }

  /** @throws AppError `CONFLICT` when the user has as many as anybody may have */
  async create(
    user: ExplorerUser,
    input: NewExport,
  ): Promise<{ readonly job: ExportJob; readonly work: ExportWork }> {
    const { tenantId, accountId } = user;
    const { name, format, operation, purpose } = input;
    const hold = { id: newId(), runner: newId() };
    const request = this.#seals.sealRequest(hold.id, operation);
    const row = await this.#change(user, "CREATED", async (exports) => {
      await this.#assertRoom(exports, accountId, { isNew: true });
      const owned = { ...hold, tenantId, accountId, name, format, request, purpose };
      return exports.add({ ...owned, ...this.#alive() });
    });
    return { job: jobOf(row, this.#clock()), work: this.#workOf(row) };
  }

  /** The query of an interrupted one. @throws AppError `RESOURCE_NOT_FOUND`, and `CONFLICT` for one that is not interrupted */
  async interrupted(user: ExplorerUser, id: string): Promise<ExplorerOperation> {
    const row = await this.#row(user, id);
    assertInterrupted(row, this.#clock());
    return this.#workOf(row).operation;
  }

  /** Takes an interrupted one over, for the purpose of the session in which it goes on. @throws AppError as {@link ExportStore.create} and {@link ExportStore.interrupted} */
  async resume(
    user: ExplorerUser,
    id: string,
    purpose: Purpose | null,
  ): Promise<{ readonly job: ExportJob; readonly work: ExportWork }> {
    const now = this.#clock();
    const row = await this.#change(user, "RESUMED", async (exports) => {
      await this.#assertRoom(exports, user.accountId, { isNew: false });
      const before = orNotFound(await exports.find(id, now));
      assertInterrupted(before, now);
      const begun = {
        state: "QUEUED",
        purpose,
        runner: newId(),
        waitingUntil: null,
        errorCode: null,
        errorReason: null,
      } as const;
      // Only from the one that was interrupted: two who resume at once are not both at work.
      const hold = { id, runner: before.runner };
      const resumed = await exports.changeHeld(hold, { ...begun, ...this.#alive() }, before.pages);
      if (resumed === undefined) throw new AppError("CONFLICT", NOT_INTERRUPTED);
      return resumed;
    });
    return { job: jobOf(row, now), work: this.#workOf(row) };
  }

  /** @throws AppError `RESOURCE_NOT_FOUND`, and `CONFLICT` for one that has ended */
  async cancel(user: ExplorerUser, id: string): Promise<ExportJob> {
    const now = this.#clock();
    const row = await this.#change(user, "CANCELLED", async (exports) => {
      orNotFound(await exports.find(id, now));
      const cancelled = await exports.changeLive(id, now, { ...ENDED, state: "CANCELLED" });
      if (cancelled === undefined) throw new AppError("CONFLICT", "The export has ended already.");
      await exports.removeParts(id);
      return cancelled;
    });
    return jobOf(row, now);
  }

  /** With its file, whatever state it is in. @throws AppError `RESOURCE_NOT_FOUND` */
  async remove(user: ExplorerUser, id: string): Promise<void> {
    const now = this.#clock();
    await this.#change(user, "DELETED", async (exports) => orNotFound(await exports.remove(id, now)));
  }

  /** False when the work is somebody else's now, or has ended. */
  async running(user: ExplorerUser, hold: ExportHold): Promise<boolean> {
    const running = { state: "RUNNING", waitingUntil: null, ...this.#alive() } as const;
    return (await this.#progress(user, hold, running)) !== undefined;
  }

  /** See {@link ExportStore.running}. */
  async waiting(user: ExplorerUser, hold: ExportHold, seconds: number): Promise<boolean> {
    const waitingUntil = new Date(this.#clock().getTime() + seconds * 1_000);
    const waiting = { state: "WAITING", waitingUntil, ...this.#alive() } as const;
    return (await this.#progress(user, hold, waiting)) !== undefined;
  }

  /** See {@link ExportStore.running}. */
  async beat(user: ExplorerUser, hold: ExportHold): Promise<boolean> {
    return (await this.#progress(user, hold, this.#alive())) !== undefined;
  }

  /** Where the export is now; undefined when the work is somebody else's, or has ended. */
  async held(user: ExplorerUser, hold: ExportHold): Promise<ExportWork | undefined> {
    const row = await this.#progress(user, hold, this.#alive());
    return row && this.#workOf(row);
  }

  /** Leaves the work to whoever resumes it: it is nobody's from then on. @param code why, unless the process ends */
  async release(user: ExplorerUser, hold: ExportHold, code?: ErrorCode): Promise<boolean> {
    const error = code === undefined ? {} : { errorCode: code, errorReason: new AppError(code).message };
    const left = { runner: newId(), heartbeatAt: null, waitingUntil: null, ...error };
    return (await this.#progress(user, hold, left)) !== undefined;
  }

  /** All or nothing: the page, how far the export is, and, with the last one, that it is complete. See {@link ExportStore.running}. */
  async addPage(user: ExplorerUser, hold: ExportHold, page: AddedPage): Promise<boolean> {
    const { id } = hold;
    const number = page.pages + 1;
    const content = this.#seals.sealPart(id, number, page.text);
    const before = page.pages;
    const row = await this.#changes.change(
      unhurried(user),
      EXPORT_ACTION,
      async (tx) => {
        const exports = new ExportRepository(tx);
        const current = await exports.changeHeld(hold, {}, before);
        if (current === undefined) return undefined;
        await exports.addPart(user.tenantId, id, { number, content });
        return exports.changeHeld(hold, {
          ...(page.next === null
            ? { ...ENDED, state: "COMPLETED" }
            : { state: "RUNNING", waitingUntil: null }),
          ...{ pages: number, rows: current.rows + page.rows },
          bytes: current.bytes + Buffer.byteLength(page.text),
          total: page.total ?? current.total,
          redacted: [...page.redacted],
          cursor: page.next === null ? null : this.#seals.sealCursor(id, page.next),
          ...(page.next === null ? { expiresAt: this.#alive().expiresAt } : this.#alive()),
        });
      },
      (changed) => (changed?.state === "COMPLETED" ? entryOf(changed, "COMPLETED") : null),
    );
    return row !== undefined;
  }

  /** Without a file: nothing that was cut short is taken for the whole. See {@link ExportStore.running}. */
  async fail(user: ExplorerUser, hold: ExportHold, code: ErrorCode, reason: string): Promise<boolean> {
    const failed = { ...ENDED, state: "FAILED", errorCode: code, errorReason: reason } as const;
    const row = await this.#changes.change(
      unhurried(user),
      EXPORT_ACTION,
      async (tx) => {
        const exports = new ExportRepository(tx);
        const changed = await exports.changeHeld(hold, failed);
        if (changed !== undefined) await exports.removeParts(hold.id);
        return changed;
      },
      (changed) => (changed === undefined ? null : entryOf(changed, "FAILED")),
    );
    return row !== undefined;
  }

  #change(
    user: ExplorerUser,
    step: string,
    work: (exports: ExportRepository) => Promise<ExportRow>,
  ): Promise<ExportRow> {
    return this.#changes.change(
      user,
      EXPORT_ACTION,
      (tx: Tx) => work(new ExportRepository(tx)),
      (row) => entryOf(row, step),
    );
  }

  #progress(
    user: ExplorerUser,
    hold: ExportHold,
    change: Parameters<ExportRepository["changeHeld"]>[1],
  ): Promise<ExportRow | undefined> {
    return this.#changes.run(unhurried(user), (tx) => new ExportRepository(tx).changeHeld(hold, change));
  }

  async #row(user: ExplorerUser, id: string): Promise<ExportRow> {
    const now = this.#clock();
    const row = await this.#changes.read(user, EXPORT_ACTION, (tx) => new ExportRepository(tx).find(id, now));
    return orNotFound(row);
  }

  async #assertRoom(
    exports: ExportRepository,
    accountId: string,
    { isNew }: { readonly isNew: boolean },
  ): Promise<void> {
    const now = this.#clock();
    await exports.lock(accountId);
    const { kept, live } = await exports.counts(now, aliveSince(now));
    const { liveJobs, keptJobs } = this.limits;
    if (live >= liveJobs)
      throw new AppError("CONFLICT", `You have ${liveJobs} exports at work: wait for one, or cancel it.`);
    if (isNew && kept >= keptJobs)
      throw new AppError("CONFLICT", `You have ${keptJobs} exports: remove one first.`);
  }

  #alive(): { readonly heartbeatAt: Date; readonly expiresAt: Date } {
    const now = this.#clock();
    return { heartbeatAt: now, expiresAt: new Date(now.getTime() + EXPORT_LIFETIME_MS) };
  }

  #workOf(row: ExportRow): ExportWork {
    const { id, runner, format, pages, rows, bytes, redacted } = row;
    const operation = this.#seals.openRequest(row);
    const cursor = row.cursor === null ? null : this.#seals.openCursor(id, row.cursor);
    return { hold: { id, runner }, format, operation, pages, rows, bytes, redacted, cursor };
  }
}
