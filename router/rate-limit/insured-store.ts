import type { RedisConnection } from "#shared/redis/redis-connection.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { RateLimitStore } from "#shared/observability/metrics.ts";
import type { Balance, Budget, PointStore, Taking } from "./point-store.ts";

/** A {@link PointStore} that never rejects, and can be closed. */
export interface InsuredStore extends PointStore {
  readonly state: RateLimitStore;
  /** Stops looking for Redis. The connection belongs to whoever opened it. */
  close(): void;
}

/** What {@link insureStore} needs. */
export interface InsuredStoreOptions {
  readonly redis: RedisConnection;
  readonly shared: PointStore;
  readonly local: PointStore;
  readonly logger: Logger;
  /** How long a request waits for Redis; {@link PATIENCE_MS} by default. */
  readonly patienceMs?: number;
}

/** A thousand times what Redis takes. */
const PATIENCE_MS = 500;
/** While Redis is away it is asked so often whether it is back, by nobody's request. */
const PROBE_MS = 500;

/**
 * Keeps budgets in Redis, and in this process as soon as Redis fails: the first command that does changes over, so that
 * later ones do not wait for the same fault. While it is away each process has full budgets of its own. A change of
 * state is logged once.
 */
export function insureStore(options: InsuredStoreOptions): InsuredStore {
  return new RedisOrLocalStore(options);
}

class RedisOrLocalStore implements InsuredStore {
  readonly #options: InsuredStoreOptions;
  readonly #onReady = (): void => this.#useShared();
  readonly #onClose = (): void => this.#useLocal(new Error("The connection is lost."));
  #state: RateLimitStore = "local";
  #probe: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: InsuredStoreOptions) {
    this.#options = options;
    const { client } = options.redis;
    client.on("ready", this.#onReady);
    client.on("close", this.#onClose);
    if (client.status === "ready") {
      this.#useShared();
      return;
    }
    options.logger.warn("Redis is not there: rate limits are those of this process alone");
    this.#lookAgain();
  }

  get state(): RateLimitStore {
    return this.#state;
  }

  take(budget: Budget, points: number): Promise<Taking> {
    return this.#either((store) => store.take(budget, points));
  }

  /** A taking names the store it came from, which is the better one to ask. */
  giveBack(budget: Budget, points: number): Promise<void> {
    return this.#either((store) => store.giveBack(budget, points));
  }

  read(budget: Budget): Promise<Balance> {
    return this.#either((store) => store.read(budget));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#probe);
    this.#options.redis.client.off("ready", this.#onReady);
    this.#options.redis.client.off("close", this.#onClose);
  }

  async #either<T>(work: (store: PointStore) => Promise<T>): Promise<T> {
    const { shared, local, patienceMs = PATIENCE_MS } = this.#options;
    if (this.#state === "local") return work(local);
    try {
      return await inTime(work(shared), patienceMs);
    } catch (error) {
      this.#useLocal(error);
      return work(local);
    }
  }

  #useLocal(reason: unknown): void {
    if (this.#state === "local") return;
    this.#state = "local";
    this.#options.logger.warn({ err: reason }, "Redis is away: rate limits are those of this process alone");
    this.#lookAgain();
  }

  #useShared(): void {
    if (this.#state === "redis" || this.#isClosed) return;
    this.#state = "redis";
    clearTimeout(this.#probe);
    this.#options.logger.info("rate limits are shared through Redis");
  }

  #lookAgain(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#probe);
    this.#probe = setTimeout(() => {
      this.#options.redis.client.ping().then(this.#onReady, () => this.#lookAgain());
    }, PROBE_MS);
    this.#probe.unref();
  }
}

/** @throws Error when `work` takes longer */
function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    // The answer may have come while this process was busy: sockets are read before this runs.
    setImmediate(reject, new Error("Redis does not answer."));
  }, patienceMs);
  return Promise.race([work, promise]).finally(() => {
    clearTimeout(timer);
  });
}
