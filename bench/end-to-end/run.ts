import { startLoadGenerator, type Load, type LoadGenerator } from "../load.ts";
import { usageOfFamily } from "../measure-process.ts";
import { runRound, summarize, type Part, type Round, type Summary } from "../round.ts";
import { startBenchDatabase, type BenchDatabase } from "./bench-database.ts";
import { startCountingStack, type OperationCounts } from "./count-operation.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { CLIENT_NAME_HEADER } from "../../router/documents/document-resolver.ts";
import { bookings, patientHome, practitionerDay, signIn, type Operation } from "./operations.ts";
import type { RunningStack, StackAdapter } from "./stack-adapter.ts";

/** How long it is measured. */
export interface EndToEndOptions {
  readonly stacks: readonly StackAdapter[];
  readonly rounds: number;
  readonly roundMs: number;
  readonly bookingsPerRound: number;
  readonly connections: number;
  /** Options of Node for router and subgraphs, for profiling. */
  readonly nodeOptions: readonly string[];
  readonly onProgress: (text: string) => void;
}

/** What was measured. */
export interface EndToEndReport {
  readonly connections: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly bookingsPerRound: number;
  readonly operations: readonly {
    readonly name: string;
    readonly counts: OperationCounts;
    readonly stacks: readonly { readonly name: string; readonly summary: Summary }[];
  }[];
}

/** Longest time for one round of bookings. */
const LONGEST_ROUND_MS = 20_000;

interface Candidate {
  readonly name: string;
  readonly stack: RunningStack;
  /** `Cookie` headers, by e-mail. */
  readonly cookies: ReadonlyMap<string, string>;
  /** By name of the operation. */
  readonly rounds: Map<string, Round[]>;
}

/** Measures operations on the seeded clinic, the ways to run taking turns on one database. */
export async function measureEndToEnd(options: EndToEndOptions): Promise<EndToEndReport> {
  const { onProgress } = options;
  onProgress("migrate and seed");
  const database = await startBenchDatabase();
  const generator = startLoadGenerator(undefined);
  const stops = [() => generator.stop(), () => database.stop()];
  try {
    onProgress("count statements and calls");
    const { operations, counts, cookies } = await countOperations(database, options);
    const candidates: Candidate[] = [];
    for (const { name, start } of options.stacks) {
      onProgress(`start ${name}`);
      const { urlFor, sealingKey } = database;
      const stack = await start({ urlFor, sealingKey, nodeOptions: options.nodeOptions });
      stops.unshift(() => stack.stop());
      candidates.push({ name, stack, cookies, rounds: new Map() });
    }
    const postgres: Part = { name: "Postgres", usage: () => usageOfFamily(database.postmasterPid) };
    for (const operation of operations)
      await alternate(operation, candidates, { generator, postgres, ...options });
    return reportOf(options, operations, counts, candidates);
  } finally {
    for (const stop of stops) await stop();
  }
}

function reportOf(
  { connections, rounds, roundMs, bookingsPerRound }: EndToEndOptions,
  operations: readonly Operation[],
  counts: ReadonlyMap<string, OperationCounts>,
  candidates: readonly Candidate[],
): EndToEndReport {
  return {
    connections,
    rounds,
    roundMs,
    bookingsPerRound,
    operations: operations.flatMap(({ name }) => {
      const counted = counts.get(name);
      if (counted === undefined) return [];
      const stacks = candidates.map((candidate) => ({
        name: candidate.name,
        summary: summarize(candidate.rounds.get(name) ?? []),
      }));
      return [{ name, counts: counted, stacks }];
    }),
  };
}

/**
 * Prepares the operations and counts what one request of each causes. Everybody signs in here, once: a code of the second
 * factor is good once, and a session is good for every stack over the same database.
 */
async function countOperations(
  database: BenchDatabase,
  { stacks, rounds, bookingsPerRound }: EndToEndOptions,
): Promise<{
  operations: readonly Operation[];
  counts: ReadonlyMap<string, OperationCounts>;
  cookies: ReadonlyMap<string, string>;
}> {
  const stack = await startCountingStack(database);
  try {
    const admin = await signIn(stack.url, ACCOUNTS.admin.email);
    const cookies = new Map<string, string>([[ACCOUNTS.admin.email, admin.cookieHeader]]);
    // One round more of each, to warm up, and two to be counted.
    const needed = 2 + stacks.length * (rounds + 1) * bookingsPerRound;
    const operations = [
      patientHome(),
      await practitionerDay(database.admin),
      await bookings(database.admin, admin, needed),
    ];
    const counts = new Map<string, OperationCounts>();
    for (const { name, email, client, bodies, expected } of operations) {
      const cookie = cookies.get(email) ?? (await signIn(stack.url, email)).cookieHeader;
      cookies.set(email, cookie);
      const send = async (body: string): Promise<void> => {
        const headers = { "content-type": "application/json", [CLIENT_NAME_HEADER]: client, cookie };
        const answer = await (await fetch(`${stack.url}/graphql`, { method: "POST", headers, body })).text();
        if (!answer.includes(expected)) throw new Error(`${name} was answered ${answer}`);
      };
      // Once before, so that plan and session are known.
      await send(bodies[0] ?? "");
      counts.set(name, await stack.count(() => send(bodies[1] ?? bodies[0] ?? "")));
    }
    return { operations: operations.map(withoutCounted), counts, cookies };
  } finally {
    await stack.stop();
  }
}

function withoutCounted(operation: Operation): Operation {
  return operation.isOnce ? { ...operation, bodies: operation.bodies.slice(2) } : operation;
}

/** Every way to run has its turn in each round; the first round warms up and is not counted. */
async function alternate(
  operation: Operation,
  candidates: readonly Candidate[],
  options: EndToEndOptions & { readonly generator: LoadGenerator; readonly postgres: Part },
): Promise<void> {
  let used = 0;
  const takeBodies = (): string[] => {
    if (!operation.isOnce) return [...operation.bodies];
    const taken = operation.bodies.slice(used, used + options.bookingsPerRound);
    used += taken.length;
    return taken;
  };
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const { name, stack, cookies, rounds } of candidates) {
      options.onProgress(`${operation.name}, ${round === 0 ? "warm-up" : `round ${String(round)}`}, ${name}`);
      const load: Load = {
        url: `${stack.url}/graphql`,
        headers: {
          cookie: cookies.get(operation.email) ?? "",
          [CLIENT_NAME_HEADER]: operation.client,
        },
        bodies: takeBodies(),
        isOnce: operation.isOnce,
        connections: options.connections,
        durationMs: operation.isOnce ? LONGEST_ROUND_MS : options.roundMs,
        expected: operation.expected,
      };
      const measured = await runRound(options.generator, load, [...stack.parts, options.postgres]);
      if (round > 0) rounds.set(operation.name, [...(rounds.get(operation.name) ?? []), measured]);
    }
  }
}
