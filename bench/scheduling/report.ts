import { figure, renderTable, type Column } from "../table.ts";
import type { SchedulingReport } from "./run.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** A free time costs so many trivial queries more than its statements at most. */
const TRIVIAL_QUERIES = 1.3;
const MOST_OF_PGBENCH = 1.2;
const MOST_OF_FEW = 1.3;

/** The tables of scheduling, and whether the goals hold. */
export function renderScheduling(report: SchedulingReport): string {
  const { slots, booking, next, changes, rounds, roundMs, many, clients, bookingsPerRound } = report;
  const overhead = (slots.slotsMs - slots.sqlMs) / slots.trivialMs;
  const [few, most] = next;
  const growth = (most?.p95Ms ?? Number.NaN) / (few?.p95Ms ?? Number.NaN);
  const ratio = booking.pgbenchMs === null ? Number.NaN : booking.databaseMs / booking.pgbenchMs;
  const goals = [
    goal("free times of a week: trivial queries beside its SQL", TRIVIAL_QUERIES, overhead),
    goal("time in Postgres per booking: ratio to pgbench", MOST_OF_PGBENCH, ratio),
    goal("p95 of a patient's next appointments: ratio of many to few", MOST_OF_FEW, growth),
  ];
  const slotRows = [
    ["its SQL, from the same machine", figure(slots.sqlMs)],
    ["a trivial query through the router", figure(slots.trivialMs)],
    ["free times of a week, 20 practitioners", figure(slots.slotsMs)],
  ];
  const pgbench = booking.pgbenchMs === null ? "no pgbench on this machine" : figure(booking.pgbenchMs);
  return `Scheduling: ${String(many)} appointments beside the seeded ones, embedded Postgres without durability, nothing pinned;
${String(rounds)} alternating rounds of ${(roundMs / 1000).toFixed(1)} s, or of ${String(bookingsPerRound)} bookings of a slot each by ${String(clients)} clients.

${renderTable([left("goal"), right("at most"), right("measured"), left("holds")], goals)}

One after the other, medians:

${renderTable([left("asked"), right("ms")], slotRows)}

Of one booking, planned and executed in Postgres (pg_stat_statements), waits for locks included; the median of the rounds:

${renderTable(
  [left("sent by"), right("ms in Postgres"), right("p50 ms, all")],
  [
    ["router and subgraphs", figure(booking.databaseMs), figure(booking.p50Ms)],
    ["pgbench, the same statements", pgbench, "-"],
  ],
)}

A patient's next five appointments, patients in turn:

${renderTable(
  [right("appointments"), right("requests"), right("p50 ms"), right("p95 ms")],
  next.map(({ appointments, requests, p50Ms, p95Ms }) => [
    String(appointments),
    String(requests),
    figure(p50Ms),
    figure(p95Ms),
  ]),
)}

What a change sends to Postgres in its transaction, BEGIN and COMMIT included:

${renderTable(
  [left("change"), right("SQL statements"), right("round trips")],
  changes.map(({ name, statements, roundTrips }) => [name, String(statements), String(roundTrips)]),
)}`;
}

function goal(name: string, most: number, measured: number): string[] {
  const holds = Number.isFinite(measured) ? (measured <= most ? "yes" : "NO") : "not measured";
  return [name, String(most), figure(measured), holds];
}
