import { isDeepStrictEqual } from "node:util";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startChildProgram } from "../child-program.ts";
import { startLoadGenerator, type Load, type LoadGenerator } from "../load.ts";
import { usageOf } from "../measure-process.ts";
import { canPin } from "../pinning.ts";
import { runRound, summarize, type Part, type Round, type Summary } from "../round.ts";
import type { GatewayAdapter, RunningGateway } from "./gateway-adapter.ts";
import { composeGraph, DEEP_QUERY } from "./graph.ts";

/** How long it is measured. */
export interface RouterAloneOptions {
  readonly gateways: readonly GatewayAdapter[];
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  readonly connections: number;
  /** Options of Node for the gateways, for profiling. */
  readonly nodeOptions: readonly string[];
  readonly onProgress: (text: string) => void;
}

/** What was measured. */
export interface RouterAloneReport {
  readonly isPinned: boolean;
  /** Size of the answer to the query, which all gateways answer alike. */
  readonly answerBytes: number;
  readonly queryBytes: number;
  readonly connections: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly gateways: readonly { readonly name: string; readonly summary: Summary }[];
}

/** Characters of a wrong answer that are shown. */
const SHOWN_CHARACTERS = 500;

/** What the memoized subgraphs tell of themselves. */
export const subgraphsSchema = z.object({ urls: z.record(z.string(), z.url()), accessToken: z.string() });
const answerSchema = z.object({ data: z.record(z.string(), z.unknown()), errors: z.never().optional() });

interface Candidate {
  readonly name: string;
  readonly gateway: RunningGateway;
  readonly rounds: Round[];
}

/**
 * Measures gateways over the same memoized subgraphs, in alternating rounds. With two cores the gateway has one and
 * subgraphs and load generator share the other.
 * @throws Error when two gateways answer the query differently, or a request fails
 */
export async function measureRouterAlone(options: RouterAloneOptions): Promise<RouterAloneReport> {
  const isPinned = canPin();
  const directory = await mkdtemp(join(tmpdir(), "clinic-bench-"));
  const [gatewayCore, otherCore] = isPinned ? ([0, 1] as const) : [];
  const file = new URL("memoized-subgraphs.ts", import.meta.url).pathname;
  const subgraphs = startChildProgram({ file, core: otherCore });
  const generator = startLoadGenerator(otherCore);
  const stops = [() => subgraphs.stop(), () => generator.stop(), () => rm(directory, { recursive: true })];
  try {
    const { urls: serviceUrls } = subgraphsSchema.parse(await subgraphs.ask({}));
    const supergraphFile = join(directory, "supergraph.graphql");
    await writeFile(
      supergraphFile,
      composeGraph((name) => `${serviceUrls[name] ?? ""}/graphql`),
    );
    const candidates: Candidate[] = [];
    for (const { name, start } of options.gateways) {
      options.onProgress(`start ${name}`);
      const setting = { supergraphFile, serviceUrls, core: gatewayCore, nodeOptions: options.nodeOptions };
      const gateway = await start(setting);
      stops.unshift(() => gateway.stop());
      candidates.push({ name, gateway, rounds: [] });
    }
    const answerBytes = await assertSameAnswer(candidates);
    await alternate(candidates, { generator, subgraphsPid: subgraphs.pid, ...options });
    return {
      isPinned,
      answerBytes,
      queryBytes: Buffer.byteLength(DEEP_QUERY),
      connections: options.connections,
      rounds: options.rounds,
      roundMs: options.roundMs,
      gateways: candidates.map(({ name, rounds }) => ({ name, summary: summarize(rounds) })),
    };
  } finally {
    for (const stop of stops) await stop();
  }
}

/** @returns the size of the answer in bytes */
async function assertSameAnswer(candidates: readonly Candidate[]): Promise<number> {
  const answers = await Promise.all(
    candidates.map(async ({ name, gateway: { url, headers } }) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query: DEEP_QUERY }),
      });
      const text = await response.text();
      const { data, success } = answerSchema.safeParse(JSON.parse(text));
      if (!success) throw new Error(`${name} answered ${text.slice(0, SHOWN_CHARACTERS)}`);
      return { name, bytes: Buffer.byteLength(text), data: data.data };
    }),
  );
  const [first, ...others] = answers;
  for (const { name, data } of others) {
    if (!isDeepStrictEqual(data, first?.data)) {
      throw new Error(`${name} does not answer as ${first?.name ?? ""} does.`);
    }
  }
  return first?.bytes ?? 0;
}

/** Every gateway has its turn in each round, so that what else the machine does falls on all of them. */
async function alternate(
  candidates: readonly Candidate[],
  options: RouterAloneOptions & { readonly generator: LoadGenerator; readonly subgraphsPid: number },
): Promise<void> {
  const { generator, subgraphsPid, onProgress } = options;
  const loadOf = ({ url, headers }: RunningGateway, durationMs: number): Load => ({
    url,
    headers,
    bodies: [JSON.stringify({ query: DEEP_QUERY })],
    isOnce: false,
    connections: options.connections,
    durationMs,
    expected: `{"data":{"patients":[{"id":"patient-0"`,
  });
  for (const { name, gateway } of candidates) {
    onProgress(`warm up ${name}`);
    await generator.run(loadOf(gateway, options.warmUpMs));
  }
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const { name, gateway, rounds } of candidates) {
      onProgress(`round ${String(round)} of ${name}`);
      const parts: Part[] = [
        { name: "gateway", usage: () => usageOf([gateway.pid]) },
        { name: "subgraphs", usage: () => usageOf([subgraphsPid]) },
      ];
      const measured = await runRound(generator, loadOf(gateway, options.roundMs), parts);
      const { firstFailure } = measured.outcome;
      if (firstFailure !== null) throw new Error(`${name} failed: ${firstFailure}`);
      rounds.push(measured);
    }
  }
}
