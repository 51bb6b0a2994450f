import { AppError } from "../errors/app-error.ts";

/** The moment after which nobody waits for the answer any more. Counts on the monotonic clock. */
export class Deadline {
  readonly #endsAtMs: number;
  readonly #now: () => number;
  /** Aborts when the time is over, or when `outer` aborts (the caller went away). */
  readonly signal: AbortSignal;

  /** @param timeoutMs whole milliseconds from now, at least 1 */
  constructor(timeoutMs: number, outer?: AbortSignal, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#endsAtMs = now() + timeoutMs;
    const timer = AbortSignal.timeout(Math.max(1, timeoutMs));
    this.signal = outer === undefined ? timer : AbortSignal.any([timer, outer]);
  }

  /** Whole milliseconds left, never below 0. */
  remainingMs(): number {
    return Math.max(0, Math.floor(this.#endsAtMs - this.#now()));
  }

  /**
   * Waits for `work`, but not beyond the deadline. `work` goes on in the background and must watch `signal` itself.
   * @throws AppError `DEADLINE_EXCEEDED`
   */
  async race<T>(work: Promise<T>): Promise<T> {
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => {
      aborted.reject(new AppError("DEADLINE_EXCEEDED", undefined, { cause: this.signal.reason }));
    };
    if (this.signal.aborted) onAbort();
    else this.signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([work, aborted.promise]);
    } finally {
      this.signal.removeEventListener("abort", onAbort);
      aborted.promise.catch(() => undefined);
      work.catch(() => undefined);
    }
  }
}
