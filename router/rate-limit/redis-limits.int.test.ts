import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import { openRedis, type RedisConnection } from "#shared/redis/redis-connection.ts";
import { startFaultyProxy, type FaultyProxy } from "#shared/testing/faulty-proxy.ts";
import { describeWithRedis } from "#shared/testing/redis.ts";
import { recordingLogger } from "../test/recording-logger.ts";
import { createRateLimiter, type RateLimiter } from "./rate-limiter.ts";
import { createRedisStore } from "./point-store.ts";
import type { RateLimitSettings } from "./rate-limit-settings.ts";

const settings: RateLimitSettings = {
  windowSeconds: 60,
  points: { address: 100, account: 100, client: 100, credentials: 100 },
};
const PROGRAM = fileURLToPath(new URL("../test/limiter-program.ts", import.meta.url));
const QUICK_IMPORTS = fileURLToPath(new URL("../../shared/process/quick-imports.ts", import.meta.url));

/** A process that waits at the start, since starting one takes longer than emptying the budget. */
function startProgram(args: readonly string[]) {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout);
  const nextLine = async () => String((await once(lines, "line"))[0]);
  const isReady = nextLine();
  return {
    isReady,
    run: async (): Promise<number> => {
      const admitted = nextLine();
      child.stdin.write("go\n");
      return Number(await admitted);
    },
  };
}

describeWithRedis("limits that processes share", (redisUrl) => {
  it("let eight processes that hammer one budget have it all, and not a hundredth more", async () => {
    const quota = 20_000;
    const clientId = newId();
    const args = ["--import", QUICK_IMPORTS, PROGRAM, redisUrl, clientId, String(quota)];
    const programs = Array.from({ length: 8 }, () => startProgram(args));
    await Promise.all(programs.map(({ isReady }) => isReady));
    const admitted = await Promise.all(programs.map(({ run }) => run()));
    expect(admitted.every((points) => points > 0)).toBe(true);
    const total = admitted.reduce((sum, points) => sum + points, 0);
    expect(total).toBeLessThanOrEqual(quota * 1.01);
    expect(total).toBeGreaterThanOrEqual(quota * 0.99);
  }, 60_000);
});

describeWithRedis("a budget in Redis", (redisUrl) => {
  let redis: RedisConnection;

  beforeEach(async () => {
    redis = await openRedis({ url: redisUrl, name: "clinic-test", logger: recordingLogger().logger });
  });
  afterEach(async () => {
    await redis.close();
  });

  const budget = () => ({ policy: "client", key: newId() }) as const;

  it("takes all or nothing, and says what is left either way", async () => {
    const store = createRedisStore(settings, redis.client);
    const key = budget();
    expect(await store.take(key, 60)).toMatchObject({ isTaken: true, remaining: 40 });
    expect(await store.take(key, 41)).toMatchObject({ isTaken: false, remaining: 40 });
    expect(await store.take(key, 40)).toMatchObject({ isTaken: true, remaining: 0 });
    expect(await store.read(key)).toMatchObject({ remaining: 0 });
  });

  it("is gone when its window is over", async () => {
    const store = createRedisStore(settings, redis.client);
    const key = budget();
    const { resetMs } = await store.take(key, 1);
    const [name = ""] = await redis.client.keys(`clinic:limit:*${key.key}`);
    const ttlMs = await redis.client.pttl(name);
    expect(resetMs).toBe(60_000);
    expect(ttlMs).toBeGreaterThan(0);
    expect(ttlMs).toBeLessThanOrEqual(60_000);
  });

  it("never holds more than a full one, and begins no window by getting something back", async () => {
    const store = createRedisStore(settings, redis.client);
    const [used, unused] = [budget(), budget()];
    await store.take(used, 30);
    await store.giveBack(used, 50);
    expect(await store.take(used, 100)).toMatchObject({ isTaken: true, remaining: 0 });
    await store.giveBack(unused, 50);
    expect(await redis.client.keys(`clinic:limit:*${unused.key}`)).toEqual([]);
  });

  it("of an account and of a client are asked in one round trip", async () => {
    const store = createRedisStore(settings, redis.client);
    await store.take(budget(), 1);
    const { stream } = redis.client;
    let writtenBytes: number | undefined;
    stream.once("data", () => (writtenBytes = stream.bytesWritten));
    await Promise.all([store.take(budget(), 1), store.take({ ...budget(), policy: "account" }, 1)]);
    // Nothing is sent any more once an answer has come: both questions were on their way before.
    expect(writtenBytes).toBe(stream.bytesWritten);
  });
});

describeWithRedis("limits whose Redis goes away", (redisUrl) => {
  let proxy: FaultyProxy;
  let redis: RedisConnection;
  let limiter: RateLimiter;
  let lines: Record<string, unknown>[];
  let state: () => string;

  beforeEach(async () => {
    const target = new URL(redisUrl);
    proxy = await startFaultyProxy(Number(target.port || "6379"));
    target.hostname = "127.0.0.1";
    target.port = String(proxy.port);
    const recorded = recordingLogger();
    lines = recorded.lines;
    redis = await openRedis({ url: target.href, name: "clinic-test", logger: recorded.logger });
    limiter = createRateLimiter({
      settings,
      redis,
      logger: recorded.logger,
      metrics: { ...NO_METRICS, watchRateLimits: (_policies, read) => void (state = read) },
    });
  });
  afterEach(async () => {
    limiter.close();
    redis.client.disconnect();
    await proxy.close();
  });

  /** How many requests of 10 points are let through one after the other, of twenty. */
  async function letThrough(clientId: string): Promise<number> {
    let count = 0;
    for (let turn = 0; turn < 20; turn += 1) {
      await limiter
        .ofClient(clientId)
        .charge(10)
        .then(
          () => (count += 1),
          () => undefined,
        );
    }
    return count;
  }

  /** What was logged of changes; a fault of the connection is only of interest when debugging. */
  const changes = (): unknown[] =>
    lines.map(({ message }) => message).filter((message) => message === AWAY || message === SHARED);
  const AWAY = "Redis is away: rate limits are those of this process alone";
  const SHARED = "rate limits are shared through Redis";

  it.each(["drop", "hang"] as const)(
    "hold in the process when connections %s, are never open, and are shared again later",
    async (mode) => {
      const clientId = newId();
      expect(await letThrough(clientId)).toBe(10);
      proxy.setMode(mode);
      expect(await letThrough(clientId)).toBe(10);
      expect(await letThrough(clientId)).toBe(0);
      expect(state()).toBe("local");
      expect(changes()).toEqual([SHARED, AWAY]);
      proxy.setMode("pass");
      await expect.poll(() => state(), { timeout: 15_000 }).toBe("redis");
      // What Redis knew still counts.
      expect(await letThrough(clientId)).toBe(0);
      expect(changes()).toEqual([SHARED, AWAY, SHARED]);
    },
    40_000,
  );

  it("answer a request that is under way when Redis stops answering", async () => {
    const clientId = newId();
    const slow = limiter.ofClient(clientId);
    await slow.charge(50, () => 1);
    proxy.setMode("hang");
    slow.beginExecution();
    await slow.settle({ data: {}, hasErrors: false });
    expect(slow.report()).toMatchObject({ requested: 50, actual: 1, remaining: 99 });
    await limiter.ofClient(clientId).charge(10);
    expect(state()).toBe("local");
  });

  it("hold from the start when Redis is not there then, and are shared when it comes", async () => {
    limiter.close();
    redis.client.disconnect();
    proxy.setMode("drop");
    const recorded = recordingLogger();
    const late = await openRedis({
      url: `redis://127.0.0.1:${String(proxy.port)}`,
      name: "clinic-test",
      logger: recorded.logger,
    });
    let now = (): string => "";
    const patient = createRateLimiter({
      settings,
      redis: late,
      logger: recorded.logger,
      metrics: { ...NO_METRICS, watchRateLimits: (_policies, read) => void (now = read) },
    });
    expect(now()).toBe("local");
    await patient.ofClient(newId()).charge(100);
    proxy.setMode("pass");
    await expect.poll(() => now(), { timeout: 15_000 }).toBe("redis");
    patient.close();
    await late.close();
  }, 30_000);
});
