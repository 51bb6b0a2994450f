import { figure, renderTable, type Column } from "../table.ts";
import type { AuthorizationReport } from "./run.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** The tables of what it costs to decide, and of what deciding adds to a page. */
export function renderAuthorization({ rounds, decisions, pages }: AuthorizationReport): string {
  const dearest = decisions.map(({ name, nsPerDecision }) => [name, figure(nsPerDecision)]);
  const fromMemory = pages.map(({ name, fields, withoutMs, withMs, usPerField }) => [
    ...[name, String(fields), figure(withoutMs), figure(withMs), figure(usPerField)],
  ]);
  const shares = pages.map(({ name, withoutMs, withMs, stack: { enforcedMs, knockedOutMs, waitMs } }) => {
    const [rulesMs, restMs] = [withMs - withoutMs, Math.max(0, enforcedMs - knockedOutMs)];
    const share = (rulesMs + restMs) / enforcedMs;
    return [name, ...[rulesMs, restMs, enforcedMs, waitMs].map(figure), `${(share * 100).toFixed(1)} %`];
  });
  return `Authorization: processor time, median of ${String(rounds)} rounds.
The dearest decisions, for a viewer of every role but ADMIN to whom they are denied:

${renderTable([left("action"), right("ns")], dearest)}

Pages of 100 rows of the subgraph users, from memory, in alternating rounds:

${renderTable([left("page"), right("fields"), right("ms without rules"), right("ms with"), right("µs a field")], fromMemory)}

The same pages of whole stacks in one process. Of one stack router and services let everything pass, and the two took turns page
by page; what the rules on fields add is what they add from memory:

${renderTable([left("page"), right("ms, rules"), right("ms, router and services"), right("ms, whole page"), right("ms, waited for"), right("share")], shares)}`;
}
