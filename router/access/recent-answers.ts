import type { Clock } from "#shared/time/clock.ts";

/** What {@link RecentAnswers} needs. */
export interface RecentAnswersOptions {
  /** Entries kept at most; beyond it the one not used for the longest time goes. */
  readonly capacity: number;
  readonly lifetimeMs: number;
  readonly clock: Clock;
}

/** A small memory of answers that are only good for a moment. */
export class RecentAnswers<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly asOfMs: number }>();
  readonly #options: RecentAnswersOptions;

  constructor(options: RecentAnswersOptions) {
    this.#options = options;
  }

  /** The answer, unless it is older than the lifetime (or from the future, because the clock was set back). */
  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    const ageMs = this.#options.clock().getTime() - entry.asOfMs;
    if (ageMs < 0 || ageMs > this.#options.lifetimeMs) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** @param asOf when the question was asked: the answer may have been true then and not later */
  set(key: string, value: T, asOf: Date): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, asOfMs: asOf.getTime() });
    if (this.#entries.size <= this.#options.capacity) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }
}
