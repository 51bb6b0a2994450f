import { setTimeout as pause } from "node:timers/promises";
import type { AccessAudit, AuditEntryFactory } from "../audit/access-audit.ts";
import { PLATFORM_TENANT_ID, type Viewer } from "../auth/viewer.ts";
import { AppError } from "../errors/app-error.ts";
import { Deadline } from "../http/deadline.ts";
import { recordInto, type ChangeRecord } from "../messaging/change-record.ts";
import type { AuditEntry } from "../messaging/contracts.ts";
import { Outbox } from "../messaging/outbox.ts";
import type { MessagingTables } from "../messaging/tables.ts";
import type { Database, Preamble, Tx } from "./database.ts";
import { isTransientConflict } from "./database-errors.ts";
import { viewerSettings } from "./viewer-settings.ts";

/** What {@link RequestDatabase} needs. */
export interface RequestDatabaseOptions {
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly viewer: Viewer;
  readonly deadline: Deadline;
  readonly audit: AccessAudit;
  readonly entries: AuditEntryFactory;
}

interface OpenRead {
  /** Runs one piece of work in the transaction. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Resolves when no work is running. */
  settle(): Promise<void>;
  /** Writes the audit entries and commits; resolves when the transaction is over. */
  close(entries: readonly AuditEntry[]): Promise<void>;
}

const MAX_ATTEMPTS = 4;
/** Longest pause before the second attempt; before the third it may be twice as long, and so on. */
const RETRY_PAUSE_MS = 20;
/** Audit entries are written even when the request's own time is over. */
const LEAST_AUDIT_TIMEOUT_MS = 5_000;

/**
 * One request's way to its subgraph's database: a lazily opened transaction for everything it reads, and write
 * transactions of their own. Both tell row-level security who acts. {@link finish} must be called before the answer
 * is given: it writes what was read into the audit log and commits.
 */
export class RequestDatabase {
  readonly #options: RequestDatabaseOptions;
  #read: OpenRead | undefined;
  #isFinished = false;

  constructor(options: RequestDatabaseOptions) {
    this.#options = options;
  }

  /**
   * Runs `work` in the request's read transaction, opening it when this is the first read.
   * @throws Error after {@link finish}
   */
  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    this.#assertOpen();
    this.#read ??= this.#openRead();
    return this.#read.run(work);
  }

  /**
   * Runs `work` in a transaction of its own, with its audit entries and events as the last statements; runs it again
   * when it loses a deadlock or serialization race. Ends the read transaction first, so that a request never holds
   * two connections and later reads see the change.
   * @throws Error after {@link finish}
   */
  async write<T>(work: (tx: Tx, record: ChangeRecord) => Promise<T>): Promise<T> {
    this.#assertOpen();
    await this.closeRead();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#writeOnce(work);
      } catch (error) {
        const isLast = attempt === MAX_ATTEMPTS || this.#options.deadline.remainingMs() === 0;
        if (isLast || !isTransientConflict(error)) throw error;
        // The other one has to get what this one has just let go.
        await pause(Math.random() * attempt * RETRY_PAUSE_MS);
      }
    }
  }

  /**
   * Commits what is open, with the audit entries of this request as the last statement. Nothing can be read after
   * it: a field that failed ends the execution while its siblings are still at work, and what they would open then
   * nobody would close.
   */
  async finish(): Promise<void> {
    this.#isFinished = true;
    await this.closeRead();
  }

  /**
   * Ends the read transaction, with the audit entries of what was read as its last statement; without one, writes
   * what was refused. To be called before anything else of the same request takes a connection: a request holds one
   * at a time, or requests could wait for each other for ever.
   */
  async closeRead(): Promise<void> {
    const read = this.#read;
    this.#read = undefined;
    await read?.settle();
    const entries = this.#options.audit.drain();
    if (read === undefined) {
      await this.#writeEntriesAlone(entries);
      return;
    }
    try {
      await read.close(entries);
    } catch (error) {
      // The failed read took the entries with it; what was refused must be known all the same.
      await this.#writeEntriesAlone(entries);
      throw error;
    }
  }

  #assertOpen(): void {
    if (this.#isFinished) throw new Error("The request has been answered; its database is closed.");
  }

  async #writeOnce<T>(work: (tx: Tx, record: ChangeRecord) => Promise<T>): Promise<T> {
    const outbox = this.#newOutbox();
    const record = recordInto(outbox, this.#options.entries);
    return this.#options.database.transaction(
      async (tx) => {
        const result = await work(tx, record);
        await outbox.flush(tx);
        // Whoever asked has been told that it took too long: what is not committed yet must not be.
        this.#timeLeftMs();
        return result;
      },
      this.#settings(),
      this.#options.deadline,
    );
  }

  #openRead(): OpenRead {
    const opened = Promise.withResolvers<Tx>();
    const closing = Promise.withResolvers<readonly AuditEntry[]>();
    const running = new Set<Promise<unknown>>();
    const over = this.#options.database.transaction(
      async (tx) => {
        opened.resolve(tx);
        await this.#writeEntries(tx, await closing.promise);
      },
      this.#settings(),
      this.#options.deadline,
    );
    over.catch((error: unknown) => {
      opened.reject(error);
    });
    opened.promise.catch(() => undefined);
    return {
      run: (work) => {
        const result = opened.promise.then(work);
        running.add(result);
        return result.finally(() => running.delete(result));
      },
      settle: async () => {
        await Promise.allSettled(running);
      },
      close: (entries) => {
        closing.resolve(entries);
        return over;
      },
    };
  }

  async #writeEntriesAlone(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { viewer, deadline, database } = this.#options;
    // Not that of the request, which may be over because the client has gone.
    const timeoutMs = Math.max(LEAST_AUDIT_TIMEOUT_MS, deadline.remainingMs());
    await database.transaction(
      (tx) => this.#writeEntries(tx, entries),
      () => viewerSettings(viewer, timeoutMs),
      new Deadline(timeoutMs),
    );
  }

  async #writeEntries(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
    const outbox = this.#newOutbox();
    for (const entry of entries) outbox.audit(entry);
    await outbox.flush(tx);
  }

  #newOutbox(): Outbox {
    return new Outbox(this.#options.viewer.tenantId ?? PLATFORM_TENANT_ID, this.#options.tables);
  }

  /** Made when the connection is there: the wait for one counts, too. */
  #settings(): () => Preamble {
    return () => viewerSettings(this.#options.viewer, this.#timeLeftMs());
  }

  /** At least 1. @throws AppError `DEADLINE_EXCEEDED` when there is none left */
  #timeLeftMs(): number {
    const left = this.#options.deadline.remainingMs();
    if (left === 0) throw new AppError("DEADLINE_EXCEEDED");
    return left;
  }
}
