import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { buildSchema, getOperationAST, parse } from "graphql";
import { createLogger } from "#shared/logging/logger.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import { openRedis } from "#shared/redis/redis-connection.ts";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { readFieldRequirements } from "../../router/access/field-requirements.ts";
import { readMaskableFields } from "../../router/access/masked-fields.ts";
import { createCertifier } from "../../router/documents/certificate.ts";
import { DEFAULT_LIMITS } from "../../router/execution/limits.ts";
import { createPreflight } from "../../router/explorer/preflight.ts";
import { readCostRules } from "../../router/cost/cost-rules.ts";
import { countedSelection, operationCost } from "../../router/cost/operation-cost.ts";
import { createRateLimiter, type RateLimiter } from "../../router/rate-limit/rate-limiter.ts";
import { percentile } from "../round.ts";

/** What a piece of work takes, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What was measured of the limits. */
export interface LimitsReport {
  readonly timings: readonly Timing[];
  readonly checks: number;
  readonly rounds: number;
}

/** How much is measured. */
export interface LimitsOptions {
  readonly rounds: number;
  /** One after the other, in each round. */
  readonly checks: number;
  /** Without it only memory is measured. */
  readonly redisUrl: string | undefined;
}

interface Candidate {
  readonly name: string;
  readonly work: () => Promise<unknown>;
  readonly latenciesMs: number[];
}

/** In a round: each takes a thousand times what a check takes. */
const PREFLIGHTS = 20;
const ENDLESS = 1_000_000_000_000;
const SETTINGS = {
  windowSeconds: 3_600,
  points: { address: ENDLESS, account: ENDLESS, client: ENDLESS, credentials: ENDLESS },
};

/** Measures in this process, in alternating rounds, after one that does not count. */
export async function measureLimits({ rounds, checks, redisUrl }: LimitsOptions): Promise<LimitsReport> {
  const logger = createLogger({ service: "bench", level: "error" });
  const redis =
    redisUrl === undefined ? undefined : await openRedis({ url: redisUrl, name: "bench", logger });
  const limiterOn = (through: typeof redis): RateLimiter =>
    createRateLimiter({ settings: SETTINGS, redis: through, logger, metrics: NO_METRICS });
  const candidates: Candidate[] = [
    candidate("limit check in memory", checking(limiterOn(undefined))),
    ...(redis === undefined
      ? []
      : [
          candidate("limit check on Redis", checking(limiterOn(redis))),
          candidate("bare round trip to Redis (PING)", () => redis.client.ping()),
        ]),
    candidate("cost of a query of 100 fields", costing()),
  ];
  const preflight = candidate("pre-flight of a query of 100 fields", preflighting());
  for (let round = 0; round <= rounds; round += 1) {
    for (const { work, latenciesMs } of candidates) {
      for (let turn = 0; turn < checks; turn += 1) {
        const startedAt = performance.now();
        await work();
        if (round > 0) latenciesMs.push(performance.now() - startedAt);
      }
    }
  }
  for (let turn = 0; turn < rounds * PREFLIGHTS; turn += 1) {
    const startedAt = performance.now();
    await preflight.work();
    if (turn > 0) preflight.latenciesMs.push(performance.now() - startedAt);
  }
  await redis?.close();
  return { timings: [...candidates, preflight].map(timingOf), checks, rounds };
}

function candidate(name: string, work: Candidate["work"]): Candidate {
  return { name, work, latenciesMs: [] };
}

function timingOf({ name, latenciesMs }: Candidate): Timing {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return { name, p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) };
}

/** What is asked before an operation is planned: an account's budget and a client's. */
function checking(limiter: RateLimiter): () => Promise<void> {
  const viewer = { accountId: randomUUID(), clientId: randomUUID() };
  return () => limiter.ofCaller("192.0.2.1", viewer).charge(10);
}

const read = (file: string): string => readFileSync(new URL(`../../schema/${file}`, import.meta.url), "utf8");

/** A list of appointments, with fragments, aliases and variables: 100 fields. */
function largeQuery(): string {
  const aliases = Array.from({ length: 13 }, (_, index) => `v${String(index)}: viewer { ...V }`);
  return `
    query Bench($first: Int) { ${aliases.join(" ")} viewer { patient { appointments(first: $first) {
      totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
      nodes { ...A } edges { cursor node { ...A } } } } } }
    fragment V on Viewer { roles account { id email roles tier createdAt } sessions { id } }
    fragment A on Appointment { id startsAt endsAt status clinic { id name city region timeZone } }`;
}

/** What the explorer asks each time that a query was changed: parsed, validated, planned and judged anew. */
function preflighting(): () => Promise<unknown> {
  const sdl = read("supergraph.graphql");
  const document = parse(sdl);
  const check = createPreflight({
    certifier: createCertifier(sdl),
    requirements: readFieldRequirements(document),
    maskable: readMaskableFields(document),
    limits: DEFAULT_LIMITS,
  });
  const budget = { remaining: ENDLESS, resetSeconds: 0 };
  const caller = { viewer: ANONYMOUS, mayMutate: false, purpose: null, budget };
  const query = largeQuery();
  return async () => {
    const { operation } = check({ query, variables: { first: 50 } }, caller);
    if (operation === null) throw new Error("The query is not valid.");
  };
}

function costing(): () => Promise<number> {
  const document = parse(largeQuery());
  const operation = getOperationAST(document);
  if (operation == null) throw new Error("There is no operation.");
  const schema = buildSchema(read("api.graphql"));
  const rules = readCostRules(parse(read("supergraph.graphql")));
  const selection = countedSelection({ schema, document, operation, rules });
  return async () => operationCost({ selection, variables: { first: 50 }, rules });
}
