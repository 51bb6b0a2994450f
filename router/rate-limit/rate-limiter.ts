import type { Viewer } from "#shared/auth/viewer.ts";
import { clientNetwork } from "#shared/http/client-network.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import type { RedisConnection } from "#shared/redis/redis-connection.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import { insureStore } from "./insured-store.ts";
import { createMemoryStore, createRedisStore, type Budget } from "./point-store.ts";
import { Purse } from "./purse.ts";
import { POLICIES, type RateLimitSettings } from "./rate-limit-settings.ts";
import { RequestBudget } from "./request-budget.ts";

/** What {@link createRateLimiter} needs. */
export interface RateLimiterOptions {
  readonly settings: RateLimitSettings;
  /** Shares the budgets with other processes; without it they are those of this process. */
  readonly redis?: RedisConnection | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Counts how long what is known of a budget holds; that of the process by default. */
  readonly now?: MonotonicClock;
  /** See `insureStore`. */
  readonly patienceMs?: number;
}

/** The budgets of everybody. Each method makes the budget of one request. */
export interface RateLimiter {
  readonly settings: RateLimitSettings;
  /** Of who is known: account, OAuth client or both; of who is not, by address. */
  ofCaller(address: string, viewer: Pick<Viewer, "accountId" | "clientId">): RequestBudget;
  /** Of whoever calls from an address, signed in or not. */
  ofAddress(address: string): RequestBudget;
  /** Of an OAuth client. */
  ofClient(clientId: string): RequestBudget;
  /** Of credentials that are none; each costs 1. */
  ofCredentials(address: string): RequestBudget;
  /** Stops looking for Redis. */
  close(): void;
}

/** Budgets on Redis where there is one, and in memory. */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { settings, redis, logger, metrics, now = monotonicClock } = options;
  const local = createMemoryStore(settings);
  const insured =
    redis &&
    insureStore({
      redis,
      shared: createRedisStore(settings, redis.client),
      local,
      logger,
      ...(options.patienceMs !== undefined && { patienceMs: options.patienceMs }),
    });
  metrics.watchRateLimits(POLICIES, () => insured?.state ?? "local");
  const purse = new Purse({ settings, store: insured ?? local, metrics, now });
  const of = (...budgets: readonly Budget[]): RequestBudget => new RequestBudget(purse, budgets, now);
  const byAddress = (address: string): Budget => ({ policy: "address", key: clientNetwork(address) });
  return {
    settings,
    ofCaller: (address, { accountId, clientId }) => {
      const known: Budget[] = [];
      if (accountId !== null) known.push({ policy: "account", key: accountId });
      if (clientId !== null) known.push({ policy: "client", key: clientId });
      return of(...(known.length > 0 ? known : [byAddress(address)]));
    },
    ofAddress: (address) => of(byAddress(address)),
    ofClient: (clientId) => of({ policy: "client", key: clientId }),
    ofCredentials: (address) => of({ policy: "credentials", key: clientNetwork(address) }),
    close: () => insured?.close(),
  };
}
