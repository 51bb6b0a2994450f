import { cpus, totalmem } from "node:os";
import type { EndToEndReport } from "./end-to-end/run.ts";
import type { LimitsReport } from "./limits/run.ts";
import type { RouterAloneReport } from "./router-alone/run.ts";
import type { Summary } from "./round.ts";
import { figure, renderTable, type Column } from "./table.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

const SPEED_COLUMNS = [right("req/s"), right("ratio"), right("p50 ms"), right("p95 ms"), right("p99 ms")];

/** The machine and the moment, for the head of the tables. */
export function describeMachine(now: Date): string {
  const processors = cpus();
  const memoryGiB = Math.round(totalmem() / 1024 ** 3);
  const model = processors[0]?.model ?? "unknown processor";
  return `${now.toISOString().slice(0, 10)}, ${String(processors.length)} × ${model}, ${String(memoryGiB)} GiB, Node ${process.versions.node}, ${process.platform}`;
}

/** The table of the router alone. */
export function renderRouterAlone(report: RouterAloneReport): string {
  const [baseline] = report.gateways;
  const rows = report.gateways.map(({ name, summary }) => [
    name,
    ...speedCells(summary, baseline?.summary),
    ...cpuCells(summary, ["gateway", "subgraphs"]),
    figure(
      (baseline?.summary.cpuMsPerRequest["gateway"] ?? Number.NaN) /
        (summary.cpuMsPerRequest["gateway"] ?? Number.NaN),
    ),
    figure(summary.residentMiB["gateway"] ?? Number.NaN),
    String(summary.requests),
  ]);
  const columns = [
    left("gateway"),
    ...SPEED_COLUMNS,
    right("CPU ms, gateway"),
    right("CPU ms, subgraphs"),
    right("CPU ratio"),
    right("MiB"),
    right("requests"),
  ];
  const pinning = report.isPinned
    ? "one core for the gateway, the other for subgraphs and load generator"
    : "NOT PINNED: needs Linux, two cores and taskset (util-linux)";
  return `Router alone: answer of ${kilobytes(report.answerBytes)}, query of ${String(report.queryBytes)} bytes, four memoized subgraphs; ${pinning};
${String(report.connections)} connections, ${String(report.rounds)} alternating rounds of ${seconds(report.roundMs)}.

${renderTable(columns, rows)}`;
}

/** The tables of the clinic itself: speed, and what one request causes. */
export function renderEndToEnd(report: EndToEndReport): string {
  const rows = report.operations.flatMap(({ name, stacks }) =>
    stacks.map((stack) => [
      name,
      stack.name,
      ...speedCells(stack.summary, stacks[0]?.summary),
      routerAndSubgraphs(stack.summary),
      ...cpuCells(stack.summary, ["Postgres"]),
      memory(stack.summary),
      `${String(stack.summary.requests)} of ${String(stack.summary.requests + stack.summary.failures)}`,
    ]),
  );
  const columns = [
    left("operation"),
    left("way to run"),
    ...SPEED_COLUMNS,
    right("CPU ms, router + subgraphs"),
    right("CPU ms, Postgres"),
    right("MiB, router + subgraphs, Postgres"),
    right("good answers"),
  ];
  const counted = report.operations.map(({ name, counts }) => [
    name,
    String(counts.subgraphCalls),
    String(counts.subgraphRoundTrips),
    String(counts.statements),
    String(counts.transactions),
    String(counts.databaseRoundTrips),
  ]);
  const countColumns = [
    left("operation"),
    right("subgraph calls"),
    right("one after the other"),
    right("SQL statements"),
    right("transactions"),
    right("round trips to Postgres"),
  ];
  return `End to end: seeded clinic, embedded Postgres without durability, nothing pinned; ${String(report.connections)} connections,
${String(report.rounds)} alternating rounds of ${seconds(report.roundMs)}, or of ${String(report.bookingsPerRound)} bookings of a slot each.

${renderTable(columns, rows)}

What one request causes, both ways alike; BEGIN and COMMIT are no statements here, but are round trips:

${renderTable(countColumns, counted)}`;
}

/** The table of the rate limits. */
export function renderLimits({ timings, checks, rounds }: LimitsReport): string {
  const rows = timings.map(({ name, p50Ms, p99Ms }) => [name, p50Ms.toFixed(4), p99Ms.toFixed(4)]);
  const columns = [left("work"), right("p50 ms"), right("p99 ms")];
  return `Limits: one after the other in one process, ${String(rounds)} alternating rounds of ${String(checks)}.

${renderTable(columns, rows)}`;
}

function speedCells(summary: Summary, baseline: Summary | undefined): string[] {
  const ratio = summary.requestsPerSecond / (baseline?.requestsPerSecond ?? Number.NaN);
  return [summary.requestsPerSecond, ratio, summary.p50Ms, summary.p95Ms, summary.p99Ms].map(figure);
}

function cpuCells({ cpuMsPerRequest }: Summary, parts: readonly string[]): string[] {
  return parts.map((part) => figure(cpuMsPerRequest[part] ?? Number.NaN));
}

/** In one process the two cannot be told apart. */
function routerAndSubgraphs({ cpuMsPerRequest }: Summary): string {
  const together = cpuMsPerRequest["router and subgraphs"];
  if (together !== undefined) return `${figure(together)} together`;
  return ["router", "subgraphs"].map((part) => figure(cpuMsPerRequest[part] ?? Number.NaN)).join(" + ");
}

function memory({ residentMiB }: Summary): string {
  return Object.values(residentMiB).map(figure).join(", ");
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
