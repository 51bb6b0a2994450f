import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { databaseFault, isTransientConflict, SQLSTATE } from "#shared/db/database-errors.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { backgroundSettings } from "#shared/db/viewer-settings.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { tryLock } from "#shared/messaging/relay.ts";
import type { MessagingTables } from "#shared/messaging/tables.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import { makeRequestScope, runInScope } from "#shared/observability/request-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { ImportJobRepository, type ImportJobRow } from "../repositories/import-job-repository.ts";
import { ImportQueueRepository, type WaitingImport } from "../repositories/import-queue-repository.ts";
import { ImportRowRepository } from "../repositories/import-row-repository.ts";
import { applyImport } from "./import-apply.ts";
import { assignPortion, judge, look } from "./import-check.ts";
import { stagePortion } from "./import-staging.ts";
import { withProgress } from "./import-progress.ts";

/** What {@link createImportWork} needs. */
export interface ImportWorkOptions {
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One portion of the work on an import, in a transaction. */
export interface ImportPortion {
  readonly tx: Tx;
  readonly job: ImportJobRow;
  readonly now: Date;
  readonly tables: MessagingTables;
  readonly entries: AuditEntryFactory;
}

/** Works on imports by itself. */
export interface ImportWork {
  start(): void;
  /** There may be something to do now. */
  wake(): void;
  /** Breaks off what is at work: it goes on in whatever process has its turn next. */
  stop(): Promise<void>;
}

/** Whoever received a file wakes its own process; others look so often. */
const IDLE_MS = 5_000;
const MOST_WAITING = 20;
const PORTION_TIMEOUT_MS = 10 * 60_000;
const APPLY_TIMEOUT_MS = 60 * 60_000;
const NOTE_TIMEOUT_MS = 10_000;
/** So often may work on an import fail before it is given up. */
const MOST_ATTEMPTS = 8;

/** Checks and applies imports of all tenants, portion by portion, each in the name of whoever sent it. */
export function createImportWork(options: ImportWorkOptions): ImportWork {
  const stopping = new AbortController();
  const loop = new WorkLoop({
    name: "appointments imports",
    idleMs: IDLE_MS,
    logger: options.logger,
    step: () => workOnImports(options, stopping.signal),
  });
  return {
    start: () => {
      loop.start();
    },
    wake: () => {
      loop.wake();
    },
    stop: async () => {
      stopping.abort();
      await loop.stop();
    },
  };
}

/**
 * Does one portion for one of the imports that wait, the one first that was left alone longest; true when there may be more. However
 * many processes run, one is at work on an import at a time: the lock ends with the transaction of the portion, and with its process.
 */
export async function workOnImports(options: ImportWorkOptions, signal?: AbortSignal): Promise<boolean> {
  const scope = new SystemScope(options.database, "appointments");
  const waiting = await scope.run((tx) => new ImportQueueRepository(tx).findWaiting(MOST_WAITING));
  for (const one of waiting) {
    if (signal?.aborted === true) return false;
    const isDone = await runInScope(makeRequestScope({ correlationId: one.correlationId }), () =>
      new ImportWorker(one, options, signal).work(),
    );
    if (isDone) return true;
  }
  return false;
}

/** The work on one import, from one portion to the next. */
class ImportWorker {
  readonly #import: WaitingImport;
  readonly #options: ImportWorkOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #viewer: Viewer;

  constructor(waiting: WaitingImport, options: ImportWorkOptions, signal: AbortSignal | undefined) {
    this.#import = waiting;
    this.#options = options;
    this.#signal = signal;
    const { tenantId, actorId, clientId } = waiting;
    this.#viewer = {
      ...{ ...ANONYMOUS, kind: "ACCOUNT", roles: ["ADMIN"] },
      ...{ tenantId, accountId: actorId, clientId },
    };
  }

  /** One portion; false when another process is at it, when it is over, and when it failed. */
  async work(): Promise<boolean> {
    try {
      return await this.#portion();
    } catch (error) {
      if (this.#signal?.aborted === true) return false;
      await this.#afterFailure(error);
      return false;
    }
  }

  async #portion(): Promise<boolean> {
    const job = await this.#transaction(NOTE_TIMEOUT_MS, (tx) =>
      new ImportJobRepository(tx).find(this.#import),
    );
    if (job?.status === "APPLYING") return this.#apply();
    return this.#alone(PORTION_TIMEOUT_MS, "CHECKING", async (portion) => {
      switch (portion.job.step) {
        case "STAGE":
          return stagePortion(portion);
        case "LOOK":
          return look(portion);
        case "ASSIGN":
          return assignPortion(portion);
        case "JUDGE":
          return judge(portion);
      }
    });
  }

  /** All of it in one transaction. How far it has got is told outside of it, where it can be seen. */
  async #apply(): Promise<boolean> {
    return withProgress(
      (rows) =>
        this.#transaction(NOTE_TIMEOUT_MS, (tx) =>
          new ImportJobRepository(tx).noteProgress(this.#import, rows),
        ),
      (progress) => this.#alone(APPLY_TIMEOUT_MS, "APPLYING", (portion) => applyImport(portion, progress)),
    );
  }

  /** Runs a portion unless another process is at work on the import, or it has another status by now. */
  async #alone(
    timeoutMs: number,
    status: ImportJobRow["status"],
    work: (portion: ImportPortion) => Promise<void>,
  ): Promise<boolean> {
    const { clock, tables } = this.#options;
    const { id } = this.#import;
    return this.#transaction(timeoutMs, async (tx) => {
      if (!(await tryLock(tx, `appointments.import:${id}`))) return false;
      const job = await new ImportJobRepository(tx).find(this.#import);
      if (job?.status !== status) return false;
      const entries = new AuditEntryFactory(this.#viewer, "appointments", clock);
      await work({ tx, job, now: clock(), tables, entries });
      return true;
    });
  }

  async #transaction<T>(timeoutMs: number, work: (tx: Tx) => Promise<T>): Promise<T> {
    const preamble = backgroundSettings(this.#viewer, timeoutMs);
    return this.#options.database.transaction(work, () => preamble, new Deadline(timeoutMs, this.#signal));
  }

  /**
   * What it met may be another by now: an import that could not be applied because something was taken or has gone is checked again, and
   * then says of which row that is. One that fails again and again is given up.
   */
  async #afterFailure(error: unknown): Promise<void> {
    // A database that is not there says nothing about the import.
    if (error instanceof AppError && error.code === "DEPENDENCY_UNAVAILABLE") throw error;
    const { clock, logger } = this.#options;
    await this.#transaction(NOTE_TIMEOUT_MS, async (tx) => {
      const jobs = new ImportJobRepository(tx);
      const job = await jobs.findForChange(this.#import);
      if (job === undefined || (job.status !== "CHECKING" && job.status !== "APPLYING")) return;
      const now = clock();
      const attempts = job.attempts + 1;
      const isOver = attempts >= MOST_ATTEMPTS;
      logger[isOver ? "error" : "warn"](
        { err: error, importId: job.id, attempts },
        isOver ? "an import was given up" : "work on an import failed; it is tried again",
      );
      if (isOver) {
        await new ImportRowRepository(tx).forgetReasons({ tenantId: job.tenantId, importId: job.id });
        await jobs.update(job, { status: "FAILED", attempts, rowsApplied: 0, endedAt: now, updatedAt: now });
      } else if (job.status === "APPLYING" && isAboutRows(error)) {
        await jobs.update(job, {
          status: "CHECKING",
          step: "LOOK",
          attempts,
          rowsApplied: 0,
          updatedAt: now,
        });
      } else await jobs.update(job, { attempts, rowsApplied: 0, updatedAt: now });
    });
  }
}

const ABOUT_ROWS: ReadonlySet<string> = new Set([
  SQLSTATE.exclusionViolation,
  SQLSTATE.uniqueViolation,
  SQLSTATE.foreignKeyViolation,
  SQLSTATE.insufficientPrivilege,
]);

/** True when the database refused what a row was to become. */
function isAboutRows(error: unknown): boolean {
  return !isTransientConflict(error) && ABOUT_ROWS.has(databaseFault(error)?.sqlState ?? "");
}
