import { canMeasureProcesses, type Usage } from "./measure-process.ts";
import type { Load, LoadGenerator, LoadOutcome } from "./load.ts";

/** One part of what serves the requests, such as Postgres. */
export interface Part {
  readonly name: string;
  readonly usage: () => Usage;
}

/** One round of load and what each part used for it. */
export interface Round {
  readonly outcome: LoadOutcome;
  /** By name of the part. */
  readonly cpuSeconds: ReadonlyMap<string, number>;
  readonly residentMiB: ReadonlyMap<string, number>;
}

/** All rounds of one candidate, together. */
export interface Summary {
  readonly requests: number;
  readonly failures: number;
  readonly firstFailure: string | null;
  /** Median over the rounds. */
  readonly requestsPerSecond: number;
  /** In the order of the rounds. */
  readonly roundsPerSecond: readonly number[];
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Processor time per request, by name of the part; NaN where it cannot be measured. */
  readonly cpuMsPerRequest: Readonly<Record<string, number>>;
  /** Largest at the end of a round. */
  readonly residentMiB: Readonly<Record<string, number>>;
}

/** Runs one round. */
export async function runRound(generator: LoadGenerator, load: Load, parts: readonly Part[]): Promise<Round> {
  const before = parts.map(({ usage }) => usage());
  const outcome = await generator.run(load);
  const after = parts.map(({ usage }) => usage());
  return {
    outcome,
    cpuSeconds: new Map(
      parts.map(({ name }, index) => [
        name,
        (after[index]?.cpuSeconds ?? 0) - (before[index]?.cpuSeconds ?? 0),
      ]),
    ),
    residentMiB: new Map(parts.map(({ name }, index) => [name, after[index]?.residentMiB ?? 0])),
  };
}

/** Puts the rounds of one candidate together. */
export function summarize(rounds: readonly Round[]): Summary {
  const latencies = rounds.flatMap(({ outcome }) => outcome.latenciesMs).sort((a, b) => a - b);
  const roundsPerSecond = rounds.map(
    ({ outcome }) => (outcome.latenciesMs.length * 1000) / Math.max(outcome.elapsedMs, 1),
  );
  const names = [...(rounds[0]?.cpuSeconds.keys() ?? [])];
  const cpuMs = (name: string): number =>
    rounds.reduce((total, { cpuSeconds }) => total + (cpuSeconds.get(name) ?? 0) * 1000, 0);
  const perRequest = (name: string): number =>
    canMeasureProcesses() ? cpuMs(name) / Math.max(latencies.length, 1) : Number.NaN;
  const largest = (name: string): number =>
    Math.max(...rounds.map(({ residentMiB }) => residentMiB.get(name) ?? 0));
  return {
    requests: latencies.length,
    failures: rounds.reduce((total, { outcome }) => total + outcome.failures, 0),
    firstFailure: rounds.find(({ outcome }) => outcome.firstFailure !== null)?.outcome.firstFailure ?? null,
    requestsPerSecond: median(roundsPerSecond),
    roundsPerSecond,
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
    p99Ms: percentile(latencies, 0.99),
    cpuMsPerRequest: Object.fromEntries(names.map((name) => [name, perRequest(name)])),
    residentMiB: Object.fromEntries(names.map((name) => [name, largest(name)])),
  };
}

/** The middle value; of an even number of values the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** The smallest of the sorted values that `share` of them do not exceed (nearest rank). NaN of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
