import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createLogger } from "#shared/logging/logger.ts";
import { openRedis, type RedisConnection } from "#shared/redis/redis-connection.ts";
import { startFaultyProxy, type FaultyProxy } from "#shared/testing/faulty-proxy.ts";
import { describeWithRedis } from "#shared/testing/redis.ts";
import { createMemoryStore, createRedisStore } from "./answer-store.ts";

describe("answers kept by the process", () => {
  it("are there until their time is over", async () => {
    let nowMs = 1_000;
    const store = createMemoryStore(() => nowMs);
    store.set("a", '{"a":1}', 60);
    nowMs += 59_999;
    expect(await store.get("a")).toBe('{"a":1}');
    nowMs += 2;
    expect(await store.get("a")).toBeUndefined();
  });

  it("take 16 million characters together, and no more", async () => {
    const store = createMemoryStore(() => 0);
    const answer = "x".repeat(1024 * 1024);
    for (let key = 0; key < 20; key += 1) store.set(String(key), answer, 60);
    const found = await Promise.all(Array.from({ length: 20 }, (_, key) => store.get(String(key))));
    expect(found.map((text) => text !== undefined)).toEqual([
      ...Array(5).fill(false),
      ...Array(15).fill(true),
    ]);
  });
});

describeWithRedis("answers kept in Redis", (redisUrl) => {
  const key = `test-${randomUUID()}`;
  const logger = createLogger({ service: "test", level: "silent" });
  let redis: RedisConnection;
  let admin: Redis;

  beforeAll(async () => {
    redis = await openRedis({ url: redisUrl, name: "test", logger });
    admin = new Redis(redisUrl);
  });
  afterAll(async () => {
    await admin.del(`clinic:answer:${key}`);
    await redis.close();
    await admin.quit();
  });

  it("are there for every router, until their time is over", async () => {
    createRedisStore(redis).set(key, '{"a":1}', 60);
    const other = await openRedis({ url: redisUrl, name: "test-other", logger });
    await vi.waitFor(async () => expect(await createRedisStore(other).get(key)).toBe('{"a":1}'));
    expect(await admin.ttl(`clinic:answer:${key}`)).toBeGreaterThan(55);
    expect(await createRedisStore(other).get(`${key}-other`)).toBeUndefined();
    await other.close();
  });

  it("are as if there were none while Redis is away, or does not answer", async () => {
    const proxy: FaultyProxy = await startFaultyProxy(Number(new URL(redisUrl).port || 6379));
    const through = await openRedis({ url: `redis://localhost:${String(proxy.port)}`, name: "test", logger });
    const store = createRedisStore(through);
    store.set(key, '{"a":1}', 60);
    await vi.waitFor(async () => expect(await store.get(key)).toBe('{"a":1}'));
    proxy.setMode("hang");
    expect(await store.get(key)).toBeUndefined();
    store.set(key, "{}", 60);
    await through.close();
    expect(await store.get(key)).toBeUndefined();
    await proxy.close();
  });
});
