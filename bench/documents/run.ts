import { measureById, type ByIdOptions, type ByIdReport } from "./by-id.ts";
import { measureLookup, type LookupTiming } from "./lookup.ts";
import { measureReadiness, type ReadyReport } from "./readiness.ts";
import { measureUntilJudged, type JudgingTiming } from "./until-judged.ts";

/** How much is measured. */
export interface DocumentsOptions extends ByIdOptions {
  /** Registered documents of a router that is started. */
  readonly readyWith: readonly number[];
  /** Starts with each number. */
  readonly starts: number;
  /** Registered documents among which one is looked for. */
  readonly lookupAmong: readonly number[];
  /** Lookups of a round. */
  readonly finds: number;
  /** Requests of each document, by its id and as text, that are timed until they are judged. */
  readonly judged: number;
}

/** What was measured of trusted documents. */
export interface DocumentsReport {
  readonly connections: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly byId: ByIdReport;
  readonly readiness: ReadyReport;
  readonly lookups: readonly LookupTiming[];
  readonly judging: readonly JudgingTiming[];
}

/** What a document costs by its id and as text, what their number costs at the start, and at each request. */
export async function measureDocuments(options: DocumentsOptions): Promise<DocumentsReport> {
  const { connections, rounds, roundMs, onProgress } = options;
  onProgress("lookups");
  const lookups = await measureLookup(options.lookupAmong, rounds, options.finds);
  onProgress("requests until they are judged");
  const judging = await measureUntilJudged(options.judged);
  const readiness = await measureReadiness(options.readyWith, options.starts, onProgress);
  const byId = await measureById(options);
  return { connections, rounds, roundMs, byId, readiness, lookups, judging };
}
