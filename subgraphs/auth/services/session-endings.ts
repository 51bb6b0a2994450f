import type { Tx } from "#shared/db/database.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import { SessionEndingRepository } from "../repositories/session-ending-repository.ts";

/**
 * What is known of endings counts for so long. With the half second for which a router believes an answer, an ended session
 * is refused within a second, whatever becomes of the cache.
 */
export const KNOWLEDGE_LIFETIME_MS = 300;

/**
 * An ending is remembered for so long: longer than any answer is kept, and than anybody could take to put one into the cache.
 * A process that starts asks for endings as old as this.
 */
export const REMEMBERED_MS = 120_000;

/** A transaction that ends sessions is committed or rolled back by then (`SystemScope`), with time to spare. */
const LATEST_SECONDS = 15;

/**
 * Which sessions have ended lately, as Postgres has it. The cache is asked only while this is fresh, so that nothing rests on
 * what happens to the cache: an entry that could not be removed, or came back, is not believed.
 */
export class SessionEndings {
  readonly #now: MonotonicClock;
  /** When an ending is forgotten, by the hash of the session's id; in the order of time. */
  readonly #endings = new Map<string, number>();
  #knownFromMs = Number.NEGATIVE_INFINITY;
  #isLearning = false;

  constructor(now: MonotonicClock) {
    this.#now = now;
  }

  /** True when all endings are known that were committed {@link KNOWLEDGE_LIFETIME_MS} ago. */
  get isFresh(): boolean {
    return this.#now() - this.#knownFromMs <= KNOWLEDGE_LIFETIME_MS;
  }

  /** True when somebody should learn, and nobody does. */
  get shouldLearn(): boolean {
    return !this.#isLearning && !this.isFresh;
  }

  has(idHash: string): boolean {
    return this.#endings.has(idHash);
  }

  /** Asks Postgres. Answers those that were not known before. */
  async learn(tx: Tx): Promise<readonly string[]> {
    this.#isLearning = true;
    try {
      const askedAtMs = this.#now();
      const isContinued = askedAtMs - this.#knownFromMs < (LATEST_SECONDS / 3) * 1_000;
      const seconds = isContinued ? LATEST_SECONDS : REMEMBERED_MS / 1_000;
      const latest = await new SessionEndingRepository(tx).listLatest(seconds);
      const added = latest.filter((idHash) => !this.#endings.has(idHash));
      for (const idHash of added) this.#endings.set(idHash, askedAtMs + REMEMBERED_MS);
      this.#forget(askedAtMs);
      this.#knownFromMs = Math.max(this.#knownFromMs, askedAtMs);
      return added;
    } finally {
      this.#isLearning = false;
    }
  }

  #forget(nowMs: number): void {
    for (const [idHash, untilMs] of this.#endings) {
      if (untilMs > nowMs) return;
      this.#endings.delete(idHash);
    }
  }
}
