import { describe, expect, it } from "vitest";
import { median, percentile, summarize, type Round } from "./round.ts";

function round(latenciesMs: number[], elapsedMs: number, cpuSeconds: number, residentMiB: number): Round {
  return {
    outcome: { elapsedMs, latenciesMs, failures: 0, firstFailure: null },
    cpuSeconds: new Map([["gateway", cpuSeconds]]),
    residentMiB: new Map([["gateway", residentMiB]]),
  };
}

describe("the summary of rounds", () => {
  it("takes the median of the rounds, percentiles of all latencies and the largest memory", () => {
    const rounds = [
      round([4, 2], 1_000, 0.01, 90),
      round([1, 3], 500, 0.03, 120),
      round([5, 6], 2_000, 0.02, 80),
    ];
    expect(summarize(rounds)).toEqual({
      requests: 6,
      failures: 0,
      firstFailure: null,
      requestsPerSecond: 2,
      roundsPerSecond: [2, 4, 1],
      p50Ms: 3,
      p95Ms: 6,
      p99Ms: 6,
      cpuMsPerRequest: { gateway: 10 },
      residentMiB: { gateway: 120 },
    });
  });

  it("knows percentiles by nearest rank and the median of an even number of values", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect([percentile([], 0.5), median([])]).toEqual([Number.NaN, Number.NaN]);
  });
});
