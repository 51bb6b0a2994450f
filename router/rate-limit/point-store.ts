import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from "rate-limiter-flexible";
import type { Redis } from "ioredis";
import { POLICIES, type Policy, type RateLimitSettings } from "./rate-limit-settings.ts";

/** One budget: whose, and under which policy. */
export interface Budget {
  readonly policy: Policy;
  readonly key: string;
}

/** What is in a budget. */
export interface Balance {
  /** Points, 0 or more. */
  readonly remaining: number;
  /** Until the budget is full again. */
  readonly resetMs: number;
}

/** What came of taking points. */
export interface Taking extends Balance {
  /** False: there were not enough, and nothing was taken. */
  readonly isTaken: boolean;
  /** Where they were taken, so that they are given back there. */
  readonly store: PointStore;
}

/** Keeps budgets. Methods reject only when the store is not there. */
export interface PointStore {
  /** Takes all of `points`, a whole positive number, or nothing. */
  take(budget: Budget, points: number): Promise<Taking>;
  /** Must not be called once the window of the taking is over: it would add to the next one. */
  giveBack(budget: Budget, points: number): Promise<void>;
  read(budget: Budget): Promise<Balance>;
}

const KEY_PREFIX = "clinic:limit:";

/**
 * In place of rate-limiter-flexible's script, which counts what it refuses too: a request that is too dear must not use up
 * what a cheaper one could still have. Neither may giving back begin a window, or leave less than nothing used.
 * KEYS: the budget. ARGV: points, seconds of the window, points of a full budget. Answers points used, with those asked
 * for, and milliseconds to the end of the window.
 */
const TAKE_SCRIPT = `
local points = tonumber(ARGV[1])
local leftMs = redis.call('pttl', KEYS[1])
local isOpen = leftMs > 0
local used = 0
if isOpen then used = tonumber(redis.call('get', KEYS[1])) else leftMs = ARGV[2] * 1000 end
if points < 0 then
  local back = math.min(-points, used)
  if back > 0 then redis.call('decrby', KEYS[1], back) end
  return {used - back, leftMs}
end
if used + points <= tonumber(ARGV[3]) then
  if isOpen then redis.call('incrby', KEYS[1], points)
  else redis.call('set', KEYS[1], points, 'PX', leftMs) end
end
return {used + points, leftMs}
`;

/** Budgets that all processes on one Redis share. Rejects when Redis does not answer. */
export function createRedisStore(settings: RateLimitSettings, client: Redis): PointStore {
  const limiters = limitersOf((policy) => {
    return new RateLimiterRedis({
      storeClient: client,
      customIncrTtlLuaScript: TAKE_SCRIPT,
      rejectIfRedisNotReady: true,
      keyPrefix: `${KEY_PREFIX}${policy}`,
      points: settings.points[policy],
      duration: settings.windowSeconds,
    });
  });
  return new FlexibleStore(settings, limiters, async () => undefined);
}

/** Budgets of this process alone. */
export function createMemoryStore(settings: RateLimitSettings): PointStore {
  const limiters = limitersOf((policy) => {
    return new RateLimiterMemory({ points: settings.points[policy], duration: settings.windowSeconds });
  });
  return new FlexibleStore(settings, limiters, async (limiter, key, points) => {
    // It counts what it refuses, see TAKE_SCRIPT; this comes right after, before anything that waits for a socket.
    await limiter.reward(key, points);
  });
}

type Limiters = ReadonlyMap<Policy, RateLimiterAbstract>;

function limitersOf(create: (policy: Policy) => RateLimiterAbstract): Limiters {
  return new Map(POLICIES.map((policy) => [policy, create(policy)]));
}

class FlexibleStore implements PointStore {
  readonly #settings: RateLimitSettings;
  readonly #limiters: Limiters;
  readonly #undo: (limiter: RateLimiterAbstract, key: string, points: number) => Promise<void>;

  constructor(
    settings: RateLimitSettings,
    limiters: Limiters,
    undo: (limiter: RateLimiterAbstract, key: string, points: number) => Promise<void>,
  ) {
    this.#settings = settings;
    this.#limiters = limiters;
    this.#undo = undo;
  }

  async take({ policy, key }: Budget, points: number): Promise<Taking> {
    const limiter = this.#limiterOf(policy);
    const quota = this.#settings.points[policy];
    try {
      const { consumedPoints, msBeforeNext } = await limiter.consume(key, points);
      return { isTaken: true, remaining: quota - consumedPoints, resetMs: msBeforeNext, store: this };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const remaining = Math.max(0, quota - (refusal.consumedPoints - points));
      const resetMs = refusal.msBeforeNext;
      await this.#undo(limiter, key, points);
      return { isTaken: false, remaining, resetMs, store: this };
    }
  }

  async giveBack({ policy, key }: Budget, points: number): Promise<void> {
    await this.#limiterOf(policy).reward(key, points);
  }

  async read({ policy, key }: Budget): Promise<Balance> {
    const quota = this.#settings.points[policy];
    const found = await this.#limiterOf(policy).get(key);
    if (found === null) return { remaining: quota, resetMs: this.#settings.windowSeconds * 1_000 };
    return { remaining: Math.max(0, quota - found.consumedPoints), resetMs: found.msBeforeNext };
  }

  #limiterOf(policy: Policy): RateLimiterAbstract {
    const limiter = this.#limiters.get(policy);
    if (limiter === undefined) throw new Error(`There is no policy "${policy}".`);
    return limiter;
  }
}
