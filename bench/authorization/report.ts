import { figure, renderTable, type Column } from "../table.ts";
import type { AuthorizationReport } from "./run.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** The tables of what it costs to decide, and of what the rules on fields add to a page. */
export function renderAuthorization({ rounds, decisions, page, stackPages }: AuthorizationReport): string {
  const dearest = decisions.map(({ name, nsPerDecision }) => [name, figure(nsPerDecision)]);
  const ways = [
    ["without rules", figure(page.withoutMs), "-"],
    ["with rules", figure(page.withMs), figure(page.usPerField)],
  ];
  const stacks = stackPages.map(({ name, enforcedMs, knockedOutMs }) => [
    ...[name, figure(knockedOutMs), figure(enforcedMs)],
    `${(((enforcedMs - knockedOutMs) / enforcedMs) * 100).toFixed(1)} %`,
  ]);
  return `Authorization: processor time of one thread, median of ${String(rounds)} rounds.
The dearest decisions, for a viewer of every role but ADMIN to whom they are denied:

${renderTable([left("action"), right("ns")], dearest)}

A page of ${String(page.rows)} rows and ${String(page.fields)} fields of the subgraph users, from memory, in alternating rounds:

${renderTable([left("page"), right("ms"), right("\u00b5s a field")], ways)}

Pages of ${String(page.rows)} rows of whole stacks in one process, row-level security on, which took turns page by page. Knocked out:
router, shield and services let pass; of patients one rule a row stays, which writes the read to the audit log:

${renderTable([left("page"), right("ms, knocked out"), right("ms, enforced"), right("share")], stacks)}`;
}
