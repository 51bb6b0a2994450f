import { createHash } from "node:crypto";
import { DocumentLookup } from "../../router/documents/document-lookup.ts";
import { TrustedDocuments } from "../../router/documents/trusted-documents.ts";
import { systemClock } from "#shared/time/clock.ts";
import { median } from "../round.ts";

/** What it takes to find a document among so many, in nanoseconds. */
export interface LookupTiming {
  readonly documents: number;
  /** One that is there. */
  readonly hitNs: number;
  /** One of which it is remembered that it is not. */
  readonly missNs: number;
}

const CLIENT = "measured";
/** Different ids that are asked for in turn. */
const ASKED = 1_000;

/** Measures in this process, sizes in turn, after a round that does not count. */
export async function measureLookup(
  sizes: readonly number[],
  rounds: number,
  finds: number,
): Promise<readonly LookupTiming[]> {
  const candidates = sizes.map((size) => ({
    size,
    ...lookupAmong(size),
    hits: new Array<number>(),
    misses: new Array<number>(),
  }));
  for (let round = 0; round <= rounds; round += 1)
    for (const { lookup, known, unknown, hits, misses } of candidates) {
      const [hitNs, missNs] = [
        await timeFinds(lookup, known, finds),
        await timeFinds(lookup, unknown, finds),
      ];
      if (round > 0) {
        hits.push(hitNs);
        misses.push(missNs);
      }
    }
  return candidates.map(({ size, hits, misses }) => ({
    documents: size,
    hitNs: median(hits),
    missNs: median(misses),
  }));
}

function lookupAmong(size: number): {
  readonly lookup: DocumentLookup;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
} {
  const ids = Array.from({ length: size }, (_none, index) => idOf(`known ${String(index)}`));
  const documents = Object.fromEntries(ids.map((id) => [id, "query Measured { viewer { roles } }"]));
  const lookup = new DocumentLookup({
    documents: new TrustedDocuments([{ client: CLIENT, kind: "PAGES", version: "1", documents }]),
    feed: { refresh: () => Promise.resolve() },
    clock: systemClock,
  });
  // Strings of their own, as a request brings them.
  const known = Array.from({ length: ASKED }, (_none, index) =>
    Buffer.from(ids[(index * 7_919) % size] ?? "").toString("latin1"),
  );
  const unknown = Array.from({ length: ASKED }, (_none, index) => idOf(`unknown ${String(index)}`));
  return { lookup, known, unknown };
}

async function timeFinds(lookup: DocumentLookup, ids: readonly string[], finds: number): Promise<number> {
  const startedAt = performance.now();
  for (let turn = 0; turn < finds; turn += 1) await lookup.find(CLIENT, ids[turn % ids.length] ?? "");
  return ((performance.now() - startedAt) * 1e6) / finds;
}

function idOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
