import { figure, renderTable, type Column } from "../table.ts";
import type { IdentityReport } from "./run.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** The tables of what it costs to know who asks. */
export function renderIdentity(report: IdentityReport): string {
  const rows = report.documents.flatMap(({ name, callers }) => {
    const nobody = callers[0]?.summary;
    return callers.map((caller) => [
      name,
      caller.name,
      figure(caller.summary.requestsPerSecond),
      figure((nobody?.requestsPerSecond ?? Number.NaN) / caller.summary.requestsPerSecond),
      figure(caller.summary.cpuMsPerRequest["router"] ?? Number.NaN),
      figure(cpuRatio(caller.summary.cpuMsPerRequest, nobody?.cpuMsPerRequest)),
      figure(caller.summary.p50Ms),
      figure(caller.summary.p95Ms),
    ]);
  });
  const columns = [
    left("document"),
    left("asked by"),
    right("req/s"),
    right("time ratio"),
    right("CPU ms, router"),
    right("CPU ratio"),
    right("p50 ms"),
    right("p95 ms"),
  ];
  const passwords = report.passwords.map(({ name, hashMs, verifyMs, memoryMiB }) => [
    name,
    figure(hashMs),
    figure(verifyMs),
    figure(memoryMiB),
  ]);
  const pinning = report.isPinned ? "a core for the router alone" : "NOT PINNED";
  return `Who asks: one router over memoized subgraphs whose fields are open to everybody; ${pinning}; ${String(report.connections)} connections,
${String(report.rounds)} alternating rounds of ${(report.roundMs / 1000).toFixed(1)} s.

${renderTable(columns, rows)}

Passwords, argon2id, one at a time:

${renderTable([left("parameters"), right("hash ms"), right("verify ms"), right("memory MiB")], passwords)}`;
}

function cpuRatio(
  caller: Readonly<Record<string, number>>,
  nobody: Readonly<Record<string, number>> | undefined,
): number {
  return (caller["router"] ?? Number.NaN) / (nobody?.["router"] ?? Number.NaN);
}
