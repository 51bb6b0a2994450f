import { DEFAULT_CLIENT } from "../../router/documents/document-resolver.ts";
import { documentIdOf } from "../../router/documents/manifest.ts";
import type { Load, LoadGenerator } from "../load.ts";
import { usageOf } from "../measure-process.ts";
import { startPublicRouter } from "../public-router.ts";
import { DEEP_QUERY } from "../router-alone/graph.ts";
import { runRound, summarize, type Part, type Round, type Summary } from "../round.ts";
import { MEASURED_CLIENT } from "./auth-stand-in.ts";
import { measurePasswords, type PasswordCost } from "./passwords.ts";

/** How long it is measured. */
export interface IdentityOptions {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  readonly connections: number;
  readonly passwordRounds: number;
  /** Options of Node for the router, for profiling. */
  readonly nodeOptions: readonly string[];
  readonly onProgress: (text: string) => void;
}

/** What was measured. */
export interface IdentityReport {
  readonly isPinned: boolean;
  readonly connections: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly documents: readonly {
    readonly name: string;
    /** The first of them is nobody. */
    readonly callers: readonly { readonly name: string; readonly summary: Summary }[];
  }[];
  readonly passwords: readonly PasswordCost[];
}

/** Everybody may run them, and everybody gets the same answer. */
const DOCUMENTS = [
  { name: "one field of one subgraph", query: "{ patients(first: 1) { id } }" },
  {
    name: "a page of twenty",
    query: "{ patients(first: 20) { id name { display } birthDate phone region } }",
  },
  { name: "the deep query", query: DEEP_QUERY },
] as const;
const EXPECTED = `{"data":{"patients":[{"id":"patient-0"`;

interface Candidate {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rounds: Round[];
}

/**
 * What it costs our router to know who asks: one router, the same documents, by nobody, with a session and with an access
 * token, in alternating rounds; and what it costs to hash a password.
 * @throws Error when a request fails
 */
export async function measureIdentity(options: IdentityOptions): Promise<IdentityReport> {
  options.onProgress("passwords");
  const passwords = await measurePasswords(options.passwordRounds);
  // Everybody runs them by id: in production, which is measured, texts are not for everybody.
  const { router, generator, accessToken, isPinned, stop } = await startPublicRouter({
    texts: DOCUMENTS.map(({ query }) => query),
    clients: [
      { client: DEFAULT_CLIENT, kind: "PAGES" },
      { client: MEASURED_CLIENT, kind: "PROGRAM" },
    ],
    nodeOptions: options.nodeOptions,
  });
  try {
    const documents: IdentityReport["documents"][number][] = [];
    for (const { name, query } of DOCUMENTS) {
      const candidates = callers(router.headers, accessToken);
      await alternate(candidates, { ...options, name, query, generator, router });
      documents.push({
        name,
        callers: candidates.map((caller) => ({ name: caller.name, summary: summarize(caller.rounds) })),
      });
    }
    const { connections, rounds, roundMs } = options;
    return { isPinned, connections, rounds, roundMs, documents, passwords };
  } finally {
    await stop();
  }
}

function callers(session: Readonly<Record<string, string>>, accessToken: string): readonly Candidate[] {
  return [
    { name: "nobody", headers: {}, rounds: [] },
    { name: "a session", headers: session, rounds: [] },
    { name: "an access token", headers: { authorization: `Bearer ${accessToken}` }, rounds: [] },
  ];
}

interface Document extends IdentityOptions {
  readonly name: string;
  readonly query: string;
  readonly generator: LoadGenerator;
  readonly router: { readonly url: string; readonly pid: number };
}

/** Every caller has its turn in each round, so that what else the machine does falls on all of them. */
async function alternate(candidates: readonly Candidate[], document: Document): Promise<void> {
  const { name, query, generator, router, connections, onProgress } = document;
  const loadOf = ({ headers }: Candidate, durationMs: number): Load => ({
    url: router.url,
    headers,
    bodies: [JSON.stringify({ documentId: documentIdOf(query) })],
    isOnce: false,
    connections,
    durationMs,
    expected: EXPECTED,
  });
  const parts: Part[] = [{ name: "router", usage: () => usageOf([router.pid]) }];
  for (const candidate of candidates) await generator.run(loadOf(candidate, document.warmUpMs));
  for (let round = 1; round <= document.rounds; round += 1) {
    onProgress(`${name}, round ${String(round)}`);
    for (const candidate of candidates) {
      const measured = await runRound(generator, loadOf(candidate, document.roundMs), parts);
      const { firstFailure } = measured.outcome;
      if (firstFailure !== null) throw new Error(`${candidate.name} failed: ${firstFailure}`);
      candidate.rounds.push(measured);
    }
  }
}
