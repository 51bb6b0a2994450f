import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";

/** What {@link RecentAnswers} needs. */
export interface RecentAnswersOptions {
  /** Entries kept at most; beyond it the one not used for the longest time goes. */
  readonly capacity: number;
  readonly lifetimeMs: number;
  readonly now: MonotonicClock;
}

/** A small memory of answers that are only good for a moment. */
export class RecentAnswers<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly asOfMs: number }>();
  readonly #options: RecentAnswersOptions;

  constructor(options: RecentAnswersOptions) {
    this.#options = options;
  }

  /** The answer, unless it is older than the lifetime. */
  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (this.#options.now() - entry.asOfMs > this.#options.lifetimeMs) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Lets go of the answer. */
  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** @param asOfMs when the question was asked: the answer may have been true then and not later */
  set(key: string, value: T, asOfMs: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, asOfMs });
    if (this.#entries.size <= this.#options.capacity) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }
}
