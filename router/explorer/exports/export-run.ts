import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "#shared/errors/app-error.ts";
import type { ErrorCode } from "#shared/errors/catalogue.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { ExplorerUser } from "../recorded-changes.ts";
import type { ExportStore, ExportWork } from "./export-store.ts";
import { PageSize } from "./page-size.ts";
import type { PageOutcome, PageSource } from "./page-source.ts";
import { PAGE_TEXT } from "./row-text.ts";

/** What {@link ExportRun} needs. */
export interface ExportRunOptions {
  readonly store: ExportStore;
  readonly work: ExportWork;
  readonly columns: readonly string[];
  readonly source: PageSource;
  /** Rows of a page, at most. */
  readonly first: number;
  /** Whoever wants the export, as known when it began. */
  readonly user: ExplorerUser;
  /** Does something when it is this one's turn among all exports. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly logger: Logger;
  /** Before each of the attempts that follow a failure which may pass. */
  readonly retryPausesMs?: readonly number[];
}

/** A part of the system that is started again is back by then. */
const RETRY_PAUSES_MS = [1_000, 5_000, 15_000] as const;

const UNWANTED: PageOutcome = { kind: "unwanted" };

type Refusal = Extract<PageOutcome, { readonly kind: "refused" }>;
type Page = Extract<PageOutcome, { readonly kind: "page" }>;

/** The work on one export in this process, from where it is to its end. */
export class ExportRun {
  readonly #options: ExportRunOptions;
  readonly #stopping = new AbortController();
  #user: ExplorerUser;
  #at: Pick<ExportWork, "pages" | "rows" | "bytes" | "redacted" | "cursor">;
  readonly #size: PageSize;
  /** One after another, without a page between them. */
  #failures = 0;
  /** True: something may have been written that this one has not been told of. */
  #isBehind = false;

  constructor(options: ExportRunOptions) {
    this.#options = options;
    this.#user = options.user;
    this.#at = options.work;
    this.#size = new PageSize(options.first);
  }

  /** Follows the pages. Never rejects; what cannot be written down stays to be resumed. */
  async run(): Promise<void> {
    const { logger } = this.#options;
    try {
      while (!this.#isStopping && (await this.#attempt()));
    } catch (error) {
      logger.error({ err: error }, "an export was interrupted");
      await this.#release(error instanceof AppError ? error.code : "INTERNAL").catch(() => undefined);
    }
  }

  /** Says that somebody is at work; ends the work when it is somebody else's by now, or was cancelled elsewhere. */
  async beat(): Promise<void> {
    const { store, work } = this.#options;
    if (!(await store.beat(this.#user, work.hold))) this.abandon();
  }

  /** Ends the work: a page under way is given up. */
  abandon(): void {
    this.#stopping.abort();
  }

  /** Leaves it to be resumed at once. */
  async leave(): Promise<void> {
    this.abandon();
    await this.#release();
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** One page; false at the end. What the router's own database refuses for now is tried again as a page is. */
  async #attempt(): Promise<boolean> {
    try {
      return await this.#step();
    } catch (error) {
      if (!(error instanceof AppError) || !error.isRetryable) throw error;
      this.#isBehind = true;
      return this.#tryAgain(error.code);
    }
  }

  async #step(): Promise<boolean> {
    const { store, work, source, inTurn } = this.#options;
    if (this.#isBehind && !(await this.#catchUp())) return false;
    const { signal } = this.#stopping;
    const onAsk = (): Promise<boolean> => store.running(this.#user, work.hold);
    const outcome = await inTurn(async () =>
      this.#isStopping ? UNWANTED : source({ after: this.#at.cursor, first: this.#size.rows, onAsk }, signal),
    );
    if (outcome.kind === "unwanted" || this.#isStopping) return false;
    if (outcome.kind === "refused") return this.#afterRefusal(outcome);
    this.#user = outcome.user;
    if (outcome.kind === "page") return this.#add(outcome);
    if (!(await store.waiting(this.#user, work.hold, outcome.seconds))) return false;
    await this.#pause(outcome.seconds * 1_000);
    return true;
  }

  /** Goes to where the export is in the database; false when the work is somebody else's now, or has ended. */
  async #catchUp(): Promise<boolean> {
    const { store, work } = this.#options;
    const at = await store.held(this.#user, work.hold);
    if (at === undefined) return false;
    this.#at = at;
    this.#isBehind = false;
    return true;
  }

  async #add({ rows, next, total, redacted }: Page): Promise<boolean> {
    const { store, work, columns } = this.#options;
    const { pages, cursor } = this.#at;
    if (pages > 0 && !isDeepStrictEqual(redacted, this.#at.redacted))
      return this.#fail("CONFLICT", "What is hidden from you in it has changed since it began: begin anew.");
    const text = PAGE_TEXT[work.format]({ columns, rows, isFirst: pages === 0 });
    const at = {
      pages: pages + 1,
      rows: this.#at.rows + rows.length,
      bytes: this.#at.bytes + Buffer.byteLength(text),
      redacted,
      cursor: next,
    };
    const { limits } = store;
    if (Math.max(at.rows, total ?? 0) > limits.rows)
      return this.#fail(
        "COST_LIMIT_EXCEEDED",
        `It has more than ${amount(limits.rows)} rows, the most of an export: narrow the query.`,
      );
    if (at.bytes > limits.bytes)
      return this.#fail(
        "COST_LIMIT_EXCEEDED",
        `Its file would have more than ${amount(limits.bytes)} bytes, the most of an export: narrow the query.`,
      );
    // A page that leads to itself would be followed for ever.
    if (next !== null && next === cursor) return this.#fail("INTERNAL", new AppError("INTERNAL").message);
    const added = { pages, text, rows: rows.length, next, total, redacted };
    if (!(await store.addPage(this.#user, work.hold, added))) return false;
    this.#at = at;
    this.#size.keep();
    this.#failures = 0;
    return next !== null;
  }

  async #afterRefusal({ code, reason, isRetryable, cause }: Refusal): Promise<boolean> {
    if (code === "INTERNAL") this.#options.logger.error({ err: cause }, "an export failed");
    if (!isRetryable) return this.#fail(code, reason);
    // The same page would take as long again.
    if (code === "DEADLINE_EXCEEDED" && this.#size.halve()) return true;
    return this.#tryAgain(code);
  }

  /** Waits for what may pass; false when it does not. */
  async #tryAgain(code: ErrorCode): Promise<boolean> {
    const pauseMs = (this.#options.retryPausesMs ?? RETRY_PAUSES_MS)[this.#failures];
    this.#failures += 1;
    if (pauseMs === undefined) {
      await this.#release(code);
      return false;
    }
    await this.#pause(pauseMs);
    return true;
  }

  async #fail(code: ErrorCode, reason: string): Promise<false> {
    const { store, work } = this.#options;
    await store.fail(this.#user, work.hold, code, reason);
    return false;
  }

  async #release(code?: ErrorCode): Promise<void> {
    const { store, work } = this.#options;
    await store.release(this.#user, work.hold, code);
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}

function amount(value: number): string {
  return value.toLocaleString("en-US");
}
