import { once } from "node:events";
import { createLogger } from "#shared/logging/logger.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import { openRedis } from "#shared/redis/redis-connection.ts";
import { createRateLimiter } from "../rate-limit/rate-limiter.ts";
import { DEFAULT_RATE_LIMITS } from "../rate-limit/rate-limit-settings.ts";

// One of several processes that draw on one budget, as fast as they can, until nothing is left of it. Arguments: address
// of Redis, name of the budget, points of a full one. Prints "ready", begins when its input has a line, and prints what it was let have in all.
const [url = "", clientId = "", quota = ""] = process.argv.slice(2);
const WORKERS = 8;
const REFUSALS = 3;

const logger = createLogger({ service: "test", level: "silent" });
const redis = await openRedis({ url, name: "clinic-test", logger });
const settings = {
  // However busy the machine is, it does not end while they work.
  windowSeconds: 3_600,
  points: { ...DEFAULT_RATE_LIMITS.points, client: Number(quota) },
};
const limiter = createRateLimiter({ settings, redis, logger, metrics: NO_METRICS, patienceMs: 20_000 });

let admitted = 0;
let refusals = 0;

/** Operations that ask for up to 60 points and use a half to all of them. */
async function work(seed: number): Promise<void> {
  for (let turn = seed; refusals < REFUSALS; turn += 7) {
    const requested = 1 + (turn % 60);
    const actual = Math.max(1, requested - (turn % 30));
    const budget = limiter.ofClient(clientId);
    try {
      await budget.charge(requested, () => actual);
    } catch {
      // Cheaper ones may still fit.
      if (requested === 1) refusals += 1;
      continue;
    }
    budget.beginExecution();
    await budget.settle({ data: {}, hasErrors: false });
    admitted += budget.report().actual;
  }
}

// A first call, so that no process finds the budget empty because its connection took longer than the work of the others.
await limiter.ofClient(`${clientId}-first`).charge(1, () => 1);
process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();
await Promise.all(Array.from({ length: WORKERS }, (_, seed) => work(seed)));
limiter.close();
await redis.close();
process.stdout.write(`${String(admitted)}\n`);
