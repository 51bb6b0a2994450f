import { figure, renderTable, type Column } from "../table.ts";
import type { DocumentsReport } from "./run.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** The tables of trusted documents. */
export function renderDocuments(report: DocumentsReport): string {
  const { byId, readiness, lookups, judging, connections, rounds, roundMs } = report;
  const pinning = byId.isPinned ? "a core for the router alone" : "NOT PINNED";
  const ready = readiness.timings.map(({ documents, readySeconds, cpuSeconds, residentMiB, starts }) => [
    String(documents),
    figure(readySeconds),
    figure(cpuSeconds),
    figure(residentMiB),
    String(starts),
  ]);
  const found = lookups.map(({ documents, hitNs, missNs }) => [
    String(documents),
    figure(hitNs),
    figure(missNs),
  ]);
  return `A document by its id and as text: one router over memoized subgraphs, one session; ${pinning}; ${String(connections)} connections,
${String(rounds)} alternating rounds of ${(roundMs / 1000).toFixed(1)} s, or of texts that nobody sent before.

${renderTable(WAY_COLUMNS, wayRows(report))}

From the body of a request until its operation and its cost are known, in one process; medians of single requests:

${renderTable(JUDGING_COLUMNS, judgingRows(judging))}

A cold router of the clinic until /readyz says yes; documents of ${spread(readiness.fields)} fields and ${spread(readiness.subgraphs)} subgraphs
(smallest, middle, largest):

${renderTable([right("documents"), right("s"), right("CPU s"), right("MiB"), right("starts")], ready)}

Finding a document, one after the other in one process:

${renderTable([right("documents"), right("ns, one that is there"), right("ns, one that is not")], found)}`;
}

const JUDGING_COLUMNS = [
  left("document"),
  right("µs, by its id"),
  right("µs, as text"),
  right("text : id"),
  right("µs, a new text"),
  right("new text : id"),
];

function judgingRows(timings: DocumentsReport["judging"]): string[][] {
  return timings.map(({ name, idUs, knownTextUs, newTextUs }) => [
    name,
    ...[idUs, knownTextUs, knownTextUs / idUs, newTextUs, newTextUs / idUs].map(figure),
  ]);
}

const WAY_COLUMNS = [
  left("document"),
  left("sent as"),
  right("req/s"),
  right("ratio"),
  right("CPU ms, router"),
  right("CPU ratio, median"),
  right("p50 ms"),
  right("p95 ms"),
];

function wayRows({ byId }: DocumentsReport): string[][] {
  return byId.documents.flatMap(({ name, textBytes, ways }) => {
    const [first] = ways;
    return ways.map((way) => [
      `${name} (${String(textBytes)} bytes)`,
      way.name,
      figure(way.summary.requestsPerSecond),
      figure(way.summary.requestsPerSecond / (first?.summary.requestsPerSecond ?? Number.NaN)),
      figure(way.summary.cpuMsPerRequest["router"] ?? Number.NaN),
      figure(way.cpuRatio),
      figure(way.summary.p50Ms),
      figure(way.summary.p95Ms),
    ]);
  });
}

function spread(numbers: readonly number[]): string {
  return numbers.join(", ");
}
