import { DEFAULT_CLIENT } from "../../router/documents/document-resolver.ts";
import { documentIdOf } from "../../router/documents/manifest.ts";
import type { Load } from "../load.ts";
import { usageOf } from "../measure-process.ts";
import { startPublicRouter, type PublicRouter } from "../public-router.ts";
import { DEEP_QUERY } from "../router-alone/graph.ts";
import { median, runRound, summarize, type Part, type Round, type Summary } from "../round.ts";

/** How long it is measured. */
export interface ByIdOptions {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  readonly connections: number;
  /** Texts that nobody has sent before, in a round. */
  readonly newTexts: number;
  readonly nodeOptions: readonly string[];
  readonly onProgress: (text: string) => void;
}

/** What a document costs by each way to send it; the first of them is by id. */
export interface ByIdReport {
  readonly isPinned: boolean;
  readonly documents: readonly {
    readonly name: string;
    readonly textBytes: number;
    readonly ways: readonly {
      readonly name: string;
      readonly summary: Summary;
      /** Of processor time per request to that of the first way in the same round: the median of the rounds. */
      readonly cpuRatio: number;
    }[];
  }[];
}

/** What is asked for; both are registered. */
export const DOCUMENTS = [
  { name: "one field of one subgraph", query: "query Small { patients(first: 1) { id } }" },
  { name: "the deep query", query: DEEP_QUERY },
] as const;
const EXPECTED = `{"data":{"patients":[{"id":"patient-0"`;
const ROUTER = "router";
/** An upper bound for a round of texts that end by themselves. */
const LONGEST_ROUND_MS = 60_000;

interface Way {
  readonly name: string;
  readonly load: (round: number) => Pick<Load, "bodies" | "isOnce" | "durationMs">;
  readonly rounds: Round[];
}

/**
 * One router, the same document in alternating rounds by its id, as text, and as a text that is another one every time; always by
 * the same session, which may send texts in production.
 * @throws Error when a request fails
 */
export async function measureById(options: ByIdOptions): Promise<ByIdReport> {
  const started = await startPublicRouter({
    texts: DOCUMENTS.map(({ query }) => query),
    clients: [{ client: DEFAULT_CLIENT, kind: "PAGES" }],
    nodeOptions: options.nodeOptions,
  });
  try {
    const documents: ByIdReport["documents"][number][] = [];
    for (const { name, query } of DOCUMENTS) {
      const ways = waysOf(query, options);
      await alternate(started, ways, { ...options, name });
      documents.push({
        name,
        textBytes: Buffer.byteLength(query),
        ways: ways.map((way) => ({
          name: way.name,
          summary: summarize(way.rounds),
          cpuRatio: median(
            way.rounds.map((round, index) => cpuPerRequest(round) / cpuPerRequest(ways[0]?.rounds[index])),
          ),
        })),
      });
    }
    return { isPinned: started.isPinned, documents };
  } finally {
    await started.stop();
  }
}

function waysOf(query: string, { roundMs, newTexts }: ByIdOptions): readonly Way[] {
  const again = (body: unknown) => () => ({
    bodies: [JSON.stringify(body)],
    isOnce: false,
    durationMs: roundMs,
  });
  const renamed = (round: number) => ({
    bodies: Array.from({ length: newTexts }, (_none, index) =>
      JSON.stringify({ query: query.replace(/\bquery (\w+)/, `query $1_${String(round)}_${String(index)}`) }),
    ),
    isOnce: true,
    durationMs: LONGEST_ROUND_MS,
  });
  return [
    { name: "its id", load: again({ documentId: documentIdOf(query) }), rounds: [] },
    { name: "its text", load: again({ query }), rounds: [] },
    { name: "a new text each time", load: renamed, rounds: [] },
  ];
}

function cpuPerRequest(round: Round | undefined): number {
  if (round === undefined) return Number.NaN;
  return summarize([round]).cpuMsPerRequest[ROUTER] ?? Number.NaN;
}

/**
 * Every way has its turn in each round, so that what else the machine does falls on all of them, and in six rounds each order of
 * three has its: after new texts there is much to collect.
 */
async function alternate(
  { router, generator }: PublicRouter,
  ways: readonly Way[],
  { name, rounds, warmUpMs, connections, onProgress }: ByIdOptions & { readonly name: string },
): Promise<void> {
  const { url, headers, pid } = router;
  const parts: Part[] = [{ name: ROUTER, usage: () => usageOf([pid]) }];
  for (let round = 0; round <= rounds; round += 1) {
    onProgress(`${name}, ${round === 0 ? "warm-up" : `round ${String(round)}`}`);
    for (const way of inOrder(ways, round)) {
      const own = way.load(round);
      const durationMs = round === 0 && !own.isOnce ? warmUpMs : own.durationMs;
      const load = { url, headers: { ...headers }, connections, expected: EXPECTED, ...own, durationMs };
      const measured = await runRound(generator, load, parts);
      const { firstFailure } = measured.outcome;
      if (firstFailure !== null) throw new Error(`${name} by ${way.name} failed: ${firstFailure}`);
      if (round > 0) way.rounds.push(measured);
    }
  }
}

function inOrder<T>(ways: readonly T[], round: number): readonly T[] {
  const turned = [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)];
  return Math.floor(round / ways.length) % 2 === 0 ? turned : turned.toReversed();
}
