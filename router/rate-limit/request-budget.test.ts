import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import { recordingLogger } from "../test/recording-logger.ts";
import { accountViewer } from "../test/test-viewers.ts";
import { rateLimitHeaders } from "./rate-limit-headers.ts";
import { createRateLimiter, type RateLimiter } from "./rate-limiter.ts";
import type { RequestBudget } from "./request-budget.ts";

const ADDRESS = "192.0.2.7";
const CLIENT = "partner-lab";
const account = accountViewer("USER");

let limiter: RateLimiter;
let limited: string[];

beforeEach(() => {
  vi.useFakeTimers();
  limited = [];
  limiter = createRateLimiter({
    settings: { windowSeconds: 60, points: { address: 100, account: 1_000, client: 500, credentials: 2 } },
    logger: recordingLogger().logger,
    metrics: { ...NO_METRICS, requestLimited: (policy) => void limited.push(policy) },
    now: () => Date.now(),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const anybody = (): RequestBudget => limiter.ofCaller(ADDRESS, ANONYMOUS);
const executed = { data: {}, hasErrors: false };

async function spend(budget: RequestBudget, requested: number, actual: number): Promise<void> {
  await budget.charge(requested, () => actual);
  budget.beginExecution();
  await budget.settle(executed);
}

/** What is left, by name of the policy. */
async function left(budget: RequestBudget): Promise<Record<string, number>> {
  await budget.charge(1);
  const balances = budget.balances().map(({ policy, remaining }) => [policy, remaining + 1]);
  await budget.settle({ data: undefined, hasErrors: true });
  return Object.fromEntries(balances) as Record<string, number>;
}

describe("the budget of a request", () => {
  it("is charged the worst case and given back what the answer did not hold", async () => {
    const budget = anybody();
    await budget.charge(60, () => 12);
    expect(budget.balances()[0]?.remaining).toBe(40);
    budget.beginExecution();
    await budget.settle(executed);
    expect(budget.report()).toEqual({ requested: 60, actual: 12, remaining: 88, resetSeconds: 60 });
    expect(await left(anybody())).toEqual({ address: 88 });
  });

  it("is settled once", async () => {
    const budget = anybody();
    await spend(budget, 60, 12);
    await budget.settle(executed);
    await budget.settle({ data: undefined, hasErrors: true });
    expect(await left(anybody())).toEqual({ address: 88 });
  });

  it("keeps all that was asked for when the answer has errors, since work was done that it does not show", async () => {
    const budget = anybody();
    await budget.charge(60, () => 1);
    budget.beginExecution();
    await budget.settle({ data: { a: null }, hasErrors: true });
    expect(budget.report()).toMatchObject({ requested: 60, actual: 60, remaining: 40 });
  });

  it("costs a refused operation 10, or what it asked for if that is less", async () => {
    const refused = { data: undefined, hasErrors: true };
    const dear = anybody();
    await dear.charge(60, () => 1);
    await dear.settle(refused);
    expect(dear.report()).toMatchObject({ requested: 60, actual: 10, remaining: 90 });
    const cheap = anybody();
    await cheap.charge(3, () => 1);
    await cheap.settle(refused);
    expect(cheap.report()).toMatchObject({ requested: 3, actual: 3, remaining: 87 });
    const unread = anybody();
    await unread.settle(refused);
    expect(unread.report()).toMatchObject({ requested: 10, actual: 10, remaining: 77 });
  });

  it("charges what was longer than promised afterwards", async () => {
    await spend(anybody(), 10, 30);
    expect(await left(anybody())).toEqual({ address: 70 });
  });

  it("refuses what does not fit, takes nothing for it, and lets pass what still fits", async () => {
    await spend(anybody(), 60, 60);
    const tooDear = anybody();
    await expect(tooDear.charge(41)).rejects.toMatchObject({
      code: "RATE_LIMIT_EXCEEDED",
      isRetryable: true,
    });
    expect(tooDear.report()).toEqual({ requested: 41, actual: 0, remaining: 40, resetSeconds: 60 });
    await tooDear.settle({ data: undefined, hasErrors: true });
    await spend(anybody(), 40, 40);
    expect(limited).toEqual(["address"]);
  });

  it("says of what no full budget could pay that it costs too much, since waiting would not help", async () => {
    await expect(anybody().charge(101)).rejects.toMatchObject({ code: "COST_LIMIT_EXCEEDED" });
    expect(await left(anybody())).toEqual({ address: 100 });
  });

  it("is full again after a minute, and not a moment before", async () => {
    await spend(anybody(), 100, 100);
    vi.advanceTimersByTime(59_999);
    await expect(anybody().charge(1)).rejects.toMatchObject({ code: "RATE_LIMIT_EXCEEDED" });
    vi.advanceTimersByTime(1);
    expect(await left(anybody())).toEqual({ address: 100 });
  });

  it("gives nothing back into the next window", async () => {
    const slow = anybody();
    await slow.charge(90, () => 1);
    vi.advanceTimersByTime(60_000);
    await spend(anybody(), 30, 30);
    slow.beginExecution();
    await slow.settle(executed);
    expect(await left(anybody())).toEqual({ address: 70 });
  });

  it("is the account's, wherever it calls from, and not the address's", async () => {
    await spend(limiter.ofCaller(ADDRESS, account), 100, 100);
    expect(await left(limiter.ofCaller("198.51.100.9", account))).toEqual({ account: 900 });
    expect(await left(anybody())).toEqual({ address: 100 });
  });

  it("is both the account's and the client's, and takes of neither when one has not enough", async () => {
    const both = () => limiter.ofCaller(ADDRESS, { ...account, clientId: CLIENT });
    await spend(limiter.ofClient(CLIENT), 450, 450);
    const refused = both();
    await expect(refused.charge(51)).rejects.toMatchObject({ code: "RATE_LIMIT_EXCEEDED" });
    expect(refused.balances()).toMatchObject([
      { policy: "account", remaining: 1_000, isShort: false },
      { policy: "client", remaining: 50, isShort: true },
    ]);
    expect(await left(both())).toEqual({ account: 1_000, client: 50 });
    expect(limited).toEqual(["client"]);
  });

  it("lets nobody have more for asking at once", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => anybody().charge(7)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(14);
  });

  it("is known to be empty for a second without asking, then asked again", async () => {
    await spend(anybody(), 95, 95);
    await anybody().settle({ data: undefined, hasErrors: true });
    expect(() => anybody().assertNotEmpty()).toThrow(
      expect.objectContaining({ code: "RATE_LIMIT_EXCEEDED" }),
    );
    vi.advanceTimersByTime(1_000);
    expect(() => anybody().assertNotEmpty()).not.toThrow();
  });

  it("is known to hold something again when something is given back", async () => {
    const slow = anybody();
    await slow.charge(100, () => 1);
    await expect(anybody().charge(1)).rejects.toMatchObject({ code: "RATE_LIMIT_EXCEEDED" });
    expect(() => anybody().assertNotEmpty()).toThrow();
    slow.beginExecution();
    await slow.settle(executed);
    expect(() => anybody().assertNotEmpty()).not.toThrow();
  });

  it("counts credentials that are none, and then is empty until the window ends", async () => {
    for (let attempt = 0; attempt < 3; attempt += 1) await limiter.ofCredentials(ADDRESS).chargeAfterwards(1);
    vi.advanceTimersByTime(59_000);
    expect(() => limiter.ofCredentials(ADDRESS).assertNotEmpty()).toThrow();
    vi.advanceTimersByTime(1_000);
    expect(() => limiter.ofCredentials(ADDRESS).assertNotEmpty()).not.toThrow();
  });
});

describe("the headers", () => {
  it("name each policy with what it allows, what is left, and until when", async () => {
    const budget = limiter.ofCaller(ADDRESS, { ...account, clientId: CLIENT });
    await budget.charge(100);
    vi.advanceTimersByTime(500);
    expect(rateLimitHeaders(budget.balances(), 60)).toEqual({
      "ratelimit-policy":
        '"account";q=1000;w=60;clinic-unit="points", "client";q=500;w=60;clinic-unit="points"',
      ratelimit: '"account";r=900;t=60, "client";r=400;t=60',
    });
  });

  it("say when to come back to whom was refused", async () => {
    await spend(anybody(), 100, 100);
    vi.advanceTimersByTime(40_000);
    const budget = anybody();
    await expect(budget.charge(1)).rejects.toThrow();
    expect(rateLimitHeaders(budget.balances(), 60)).toMatchObject({
      ratelimit: '"address";r=0;t=20',
      "retry-after": "20",
    });
  });

  it("are none for whom nothing was asked", () => {
    expect(rateLimitHeaders(anybody().balances(), 60)).toEqual({});
  });
});
