import type { Redis } from "ioredis";
import { z } from "zod";
import { viewerAsSent, viewerSchema, type Viewer } from "#shared/auth/viewer.ts";
import { SealError, type Sealer } from "#shared/crypto/seal.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Clock } from "#shared/time/clock.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";

/** An answer is kept for at most so long. */
export const KEPT_MS = 30_000;
/** After a fault Redis is left alone for so long. */
const REST_MS = 1_000;

const entrySchema = z.strictObject({ viewer: viewerSchema, goodUntilMs: z.number() });

/** How the cache is timed. */
export interface CacheTimes {
  readonly now: MonotonicClock;
  /** Who asks does not wait longer for Redis. */
  readonly patienceMs: number;
}

/** The times of the product. In 50 ms Postgres has answered. */
export const CACHE_TIMES: CacheTimes = { now: monotonicClock, patienceMs: 50 };

type Commands = Pick<Redis, "get" | "set" | "del">;

/** What {@link SessionCache} needs. */
export interface SessionCacheOptions {
  /** Undefined while it is not open. */
  readonly redis: () => Commands | undefined;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly times: CacheTimes;
  readonly logger: Logger;
}

/**
 * Answers about sessions in Redis, by the SHA-256 of the session's id. They are sealed for the very session: whoever can read
 * Redis learns nothing of them, and whoever can write it cannot make himself somebody. Never fails: a fault is a miss.
 */
export class SessionCache {
  readonly #options: SessionCacheOptions;
  #restsUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: SessionCacheOptions) {
    this.#options = options;
  }

  /** Whose session it is, when an answer is kept that is still good. */
  async find(idHash: string): Promise<Viewer | undefined> {
    const sealed = await this.#attempt((redis) => redis.get(keyOf(idHash)));
    if (typeof sealed !== "string") return undefined;
    const entry = this.#open(sealed, idHash);
    return entry !== undefined && entry.goodUntilMs > this.#options.clock().getTime()
      ? entry.viewer
      : undefined;
  }

  /** Keeps an answer until `until`, and for {@link KEPT_MS} at most. */
  async keep(idHash: string, viewer: Viewer, until: Date): Promise<void> {
    const { sealer, clock } = this.#options;
    const nowMs = clock().getTime();
    const lifetimeMs = Math.min(until.getTime() - nowMs, KEPT_MS);
    if (lifetimeMs < 1) return;
    const entry = { viewer: viewerAsSent(viewer), goodUntilMs: nowMs + lifetimeMs };
    const sealed = sealer.seal(JSON.stringify(entry), purposeOf(idHash));
    await this.#attempt((redis) => redis.set(keyOf(idHash), sealed, "PX", lifetimeMs));
  }

  /** Forgets what is kept of these sessions. */
  async forget(idHashes: readonly string[]): Promise<void> {
    if (idHashes.length > 0) await this.#attempt((redis) => redis.del(...idHashes.map(keyOf)));
  }

  #open(sealed: string, idHash: string): z.output<typeof entrySchema> | undefined {
    try {
      return entrySchema.safeParse(JSON.parse(this.#options.sealer.open(sealed, purposeOf(idHash)))).data;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      this.#options.logger.warn(
        { err: error },
        "an answer about a session in Redis was not sealed by us for it",
      );
      return undefined;
    }
  }

  async #attempt<T>(command: (redis: Commands) => Promise<T>): Promise<T | undefined> {
    const { logger, times } = this.#options;
    const { now, patienceMs } = times;
    const redis = this.#options.redis();
    if (redis === undefined || now() < this.#restsUntilMs) return undefined;
    const patience = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      patience.reject(new Error("Redis took too long."));
    }, patienceMs);
    try {
      return await Promise.race([command(redis), patience.promise]);
    } catch (error) {
      this.#restsUntilMs = now() + REST_MS;
      logger.debug({ err: error }, "sessions are looked up without Redis for a second");
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

function keyOf(idHash: string): string {
  return `clinic:session:${idHash}`;
}

function purposeOf(idHash: string): string {
  return `session-answer:${idHash}`;
}
