import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_CLIENT } from "../../router/documents/document-resolver.ts";
import { usageOf } from "../measure-process.ts";
import { writeManifest } from "../public-router.ts";
import { median } from "../round.ts";
import { OURS } from "../router-alone/gateways.ts";
import { sampleDocuments } from "./sample-documents.ts";

/** How long a router takes from its start to `/readyz`, with so many documents. */
export interface ReadyTiming {
  readonly documents: number;
  /** Median of the starts. */
  readonly readySeconds: number;
  readonly cpuSeconds: number;
  readonly residentMiB: number;
  readonly starts: number;
}

/** What was measured, and of what documents; see `SampleDocuments`. */
export interface ReadyReport {
  readonly fields: readonly [number, number, number];
  readonly subgraphs: readonly [number, number, number];
  readonly timings: readonly ReadyTiming[];
}

const SUPERGRAPH = new URL("../../schema/supergraph.graphql", import.meta.url);
/** Nobody listens there: a router is ready without its subgraphs. */
const NOWHERE = "http://127.0.0.1:9";
/** As `npm run start:router` has it. */
const AS_STARTED = ["--import", new URL("../../shared/process/register.ts", import.meta.url).href];
const SUBGRAPHS = ["auth", "users", "appointments", "audit"];

/** Starts routers of the clinic one after the other, sizes in turn. @throws Error when one does not become ready */
export async function measureReadiness(
  sizes: readonly number[],
  starts: number,
  onProgress: (text: string) => void,
): Promise<ReadyReport> {
  const all = await sampleDocuments(Math.max(...sizes));
  const measured = new Map(
    sizes.map((size) => [size, new Array<Omit<ReadyTiming, "documents" | "starts">>()]),
  );
  for (let start = 1; start <= starts; start += 1)
    for (const [size, own] of measured) {
      onProgress(`a router with ${String(size)} documents, start ${String(start)}`);
      own.push(await startWith(Object.fromEntries(Object.entries(all.byId).slice(0, size))));
    }
  const timings = [...measured].map(([documents, own]) => ({
    documents,
    readySeconds: median(own.map(({ readySeconds }) => readySeconds)),
    cpuSeconds: median(own.map(({ cpuSeconds }) => cpuSeconds)),
    residentMiB: median(own.map(({ residentMiB }) => residentMiB)),
    starts,
  }));
  return { fields: all.fields, subgraphs: all.subgraphs, timings };
}

async function startWith(
  documents: Readonly<Record<string, string>>,
): Promise<Omit<ReadyTiming, "documents" | "starts">> {
  const directory = await mkdtemp(join(tmpdir(), "clinic-bench-"));
  try {
    const supergraphFile = join(directory, "supergraph.graphql");
    await copyFile(SUPERGRAPH, supergraphFile);
    await writeManifest(directory, { client: DEFAULT_CLIENT, kind: "PAGES", documents });
    const serviceUrls = Object.fromEntries(SUBGRAPHS.map((name) => [name, NOWHERE]));
    const startedAt = performance.now();
    const router = await OURS.start({
      supergraphFile,
      serviceUrls,
      core: undefined,
      nodeOptions: AS_STARTED,
    });
    const readySeconds = (performance.now() - startedAt) / 1000;
    const usage = usageOf([router.pid]);
    await router.stop();
    return { readySeconds, ...usage };
  } finally {
    await rm(directory, { recursive: true });
  }
}
