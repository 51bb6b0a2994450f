import { setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { RedisConnection } from "#shared/redis/redis-connection.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";

/** Keeps answers by their key. What fails is as if nothing had been kept: neither function rejects. */
export interface AnswerStore {
  readonly get: (key: string) => Promise<string | undefined>;
  /** Does not wait until it is kept. */
  readonly set: (key: string, answer: string, maxAgeSeconds: number) => void;
}

/** Keeps nothing. */
export const NO_ANSWERS: AnswerStore = { get: () => Promise.resolve(undefined), set: () => undefined };

/** All answers together, in this process. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

/** Keeps answers in this process, the least used ones not. */
export function createMemoryStore(now: MonotonicClock = monotonicClock): AnswerStore {
  const answers = new LRUCache<string, string>({
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: (answer, key) => answer.length + key.length,
    perf: { now },
    ttlResolution: 0,
  });
  return {
    get: (key) => Promise.resolve(answers.get(key)),
    set: (key, answer, maxAgeSeconds) => void answers.set(key, answer, { ttl: maxAgeSeconds * 1_000 }),
  };
}

const PREFIX = "clinic:answer:";
/** Longer than this, and the subgraphs are asked instead. */
const PATIENCE_MS = 50;

/** Keeps answers for all routers. */
export function createRedisStore({ client }: RedisConnection): AnswerStore {
  return {
    get: async (key) => {
      const waiting = new AbortController();
      const tooLate = sleep(PATIENCE_MS, null, { signal: waiting.signal }).catch(() => null);
      const kept = await Promise.race([client.get(`${PREFIX}${key}`).catch(() => null), tooLate]);
      waiting.abort();
      return kept ?? undefined;
    },
    set: (key, answer, maxAgeSeconds) => {
      client.set(`${PREFIX}${key}`, answer, "EX", maxAgeSeconds).catch(() => undefined);
    },
  };
}
