import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { AppError } from "#shared/errors/app-error.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { makeRequestScope, runInScope } from "#shared/observability/request-scope.ts";
import { HEARTBEAT_MS, PAGES_AT_ONCE } from "./export-limits.ts";
import { ExportRun, type ExportRunOptions } from "./export-run.ts";

/** Works on exports in this process, one page at a time of each and few pages at once of all. */
export class ExportRunner {
  readonly #logger: Logger;
  readonly #runs = new Map<string, { readonly run: ExportRun; readonly ended: Promise<void> }>();
  readonly #turns = new Turns(PAGES_AT_ONCE);
  #beating: NodeJS.Timeout | undefined;
  /** Resolves when what was begun to be said is said. */
  #beats: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @throws AppError `DEPENDENCY_UNAVAILABLE` when this process is about to end */
  assertRunning(): void {
    if (this.#isStopping) throw new AppError("DEPENDENCY_UNAVAILABLE");
  }

  /**
   * Begins to work on an export, whose id is the correlation id of all that is done for it. When the process is about to end, it
   * is left to be resumed.
   */
  async start(options: Omit<ExportRunOptions, "inTurn" | "logger">): Promise<void> {
    const { hold } = options.work;
    const { id } = hold;
    if (this.#isStopping) {
      await options.store.release(options.user, hold);
      return;
    }
    const run = new ExportRun({ ...options, inTurn: (work) => this.#turns.take(work), logger: this.#logger });
    // The request that asked for it is answered long before it ends.
    const ended = context.with(ROOT_CONTEXT, () =>
      runInScope(makeRequestScope({ correlationId: id }), () => run.run()),
    );
    const entry = { run, ended };
    this.#runs.get(id)?.run.abandon();
    this.#runs.set(id, entry);
    void ended.finally(() => {
      if (this.#runs.get(id) === entry) this.#runs.delete(id);
    });
    this.#beating ??= setInterval(() => {
      this.#beats = this.#beats.then(() => this.#beat());
    }, HEARTBEAT_MS).unref();
  }

  /** Ends the work on an export that is none any more. */
  abandon(id: string): void {
    this.#runs.get(id)?.run.abandon();
  }

  /** Leaves every export to be resumed. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#beating);
    const all = [...this.#runs.values()];
    await Promise.all([
      this.#beats,
      ...all.map(async ({ run, ended }) => {
        run.abandon();
        await ended;
        await run.leave().catch((error: unknown) => {
          this.#logger.warn({ err: error }, "an export could not be left to be resumed at once");
        });
      }),
    ]);
  }

  async #beat(): Promise<void> {
    for (const { run } of this.#runs.values()) {
      if (this.#isStopping) return;
      await run.beat().catch((error: unknown) => {
        this.#logger.warn({ err: error }, "an export could not say that it is at work");
      });
    }
  }
}

/** Lets so many at once do something, in the order in which they came. */
class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#waiting.push(() => resolve(undefined));
      await promise;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
