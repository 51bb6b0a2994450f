import type { Database } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Clock } from "#shared/time/clock.ts";
import { SessionEndingRepository, type ToldEnding } from "../repositories/session-ending-repository.ts";
import { RevocationRepository, type NumberedRevocation } from "../repositories/revocation-repository.ts";

/** The longest that somebody is let wait for news. */
export const LONGEST_WAIT_MS = 2_000;
/** While somebody waits it is looked so often whether a NOTIFY got lost. */
const POLL_MS = 500;
const BATCH_SIZE = 1_000;
const CHANNEL = "auth_revocation";
/** Endings of sessions are told again for so long: a transaction that ends some is committed by then. */
const ENDINGS_TOLD_SECONDS = 15;
/** Who is told so many takes it that there are more. */
const ENDINGS_TOLD = 1_000;

/** What came after a position. */
export interface RevocationBatch {
  readonly revocations: readonly NumberedRevocation[];
  /** Where to go on. */
  readonly cursor: number;
  /** False when there is more already. */
  readonly isComplete: boolean;
  /** Endings of sessions of late, whatever was told of them before; without positions of their own. */
  readonly sessionEndings: readonly ToldEnding[];
}

/** What {@link RevocationFeed} needs. */
export interface RevocationFeedOptions {
  readonly database: Database;
  readonly scope: SystemScope;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Tells routers of revocations and of ended sessions as they are committed, all of them from the one connection of this process that listens:
 * who waits holds none (docs/adr/0014).
 */
export class RevocationFeed {
  readonly #options: RevocationFeedOptions;
  /** Who waits, each with the position that is known there. */
  readonly #waiting = new Map<() => void, number>();
  #poll: NodeJS.Timeout | undefined;
  #isReleased = false;

  constructor(options: RevocationFeedOptions) {
    this.#options = options;
  }

  /** Begins to listen. */
  async start(): Promise<void> {
    await this.#options.database.listen(CHANNEL, () => {
      this.#wakeAll();
    });
  }

  /** From now on nobody waits: the process is about to end. */
  release(): void {
    this.#isReleased = true;
    this.#wakeAll();
  }

  /**
   * What was committed after `position`, and sessions that have ended; when there is nothing fresh, waits until there is, but not beyond `waitMs` nor when
   * `signal` aborts.
   */
  async after(position: number, waitMs: number, signal: AbortSignal): Promise<RevocationBatch> {
    const news = this.#awaitNews(position, waitMs, signal);
    try {
      const batch = await this.#read(position);
      const hasNews = batch.revocations.length > 0 || batch.sessionEndings.some(({ isFresh }) => isFresh);
      if (hasNews || this.#isReleased) return batch;
      await news.arrival;
    } finally {
      news.stop();
    }
    return this.#read(position);
  }

  async #read(position: number): Promise<RevocationBatch> {
    const { scope, clock } = this.#options;
    const [revocations, sessionEndings] = await scope.run((tx) =>
      Promise.all([
        new RevocationRepository(tx).listAfter({ position, now: clock(), limit: BATCH_SIZE }),
        new SessionEndingRepository(tx).listTold(ENDINGS_TOLD_SECONDS, ENDINGS_TOLD),
      ]),
    );
    const cursor = revocations.at(-1)?.position ?? position;
    return { revocations, cursor, isComplete: revocations.length < BATCH_SIZE, sessionEndings };
  }

  /** Begins before it is looked what is there, so that nothing comes in between unseen. */
  #awaitNews(
    position: number,
    waitMs: number,
    signal: AbortSignal,
  ): { readonly arrival: Promise<void>; readonly stop: () => void } {
    const { promise: arrival, resolve } = Promise.withResolvers<undefined>();
    const wake = (): void => {
      resolve(undefined);
    };
    const timer = setTimeout(wake, waitMs);
    signal.addEventListener("abort", wake, { once: true });
    this.#waiting.set(wake, position);
    this.#poll ??= setInterval(() => void this.#lookForLost(), POLL_MS).unref();
    return {
      arrival,
      stop: () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        if (this.#waiting.size > 0) return;
        clearInterval(this.#poll);
        this.#poll = undefined;
      },
    };
  }

  async #lookForLost(): Promise<void> {
    try {
      const latest = await this.#options.scope.run((tx) => new RevocationRepository(tx).latestPosition());
      for (const [wake, position] of this.#waiting) if (position < latest) wake();
    } catch (error) {
      // Whoever waits looks by itself at the end of its time, and is told of the fault then.
      this.#options.logger.debug({ err: error }, "could not look for revocations");
    }
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.keys()) wake();
  }
}
