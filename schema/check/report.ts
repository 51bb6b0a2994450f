import { styleText } from "node:util";
import { nameOf, type Finding, type Verdict } from "./finding.ts";

const HEADINGS: Readonly<Record<Verdict, string>> = {
  refused: "REFUSED: live documents break; keep what they use, or retire them first",
  unapproved:
    "NOT APPROVED: record it (npm run documents:record, npm run codegen) or name it with a reason in schema/approvals.json",
  approved: "Approved in the file",
  noted: "To be known",
};
const ORDER: readonly Verdict[] = ["refused", "unapproved", "approved", "noted"];

/** What was found, for a terminal: by verdict, then who breaks. */
export function reportOf(findings: readonly Finding[], against: string): string {
  if (findings.length === 0) return `Nobody notices a difference to ${against}.\n`;
  const sections = ORDER.flatMap((verdict) => {
    const own = findings.filter((finding) => finding.verdict === verdict);
    return own.length === 0 ? [] : [[styleText("bold", HEADINGS[verdict]), ...rowsOf(own)].join("\n")];
  });
  return `${[...sections, ...whoBreaks(findings)].join("\n\n")}\n`;
}

function rowsOf(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map(({ part }) => part.length));
  return findings.map(({ part, change, consumers }) => {
    const who = [...new Set(consumers.map(nameOf))].filter((name) => !change.includes(name)).join(", ");
    return `  ${part.padEnd(width)}  ${change}${who === "" ? "" : `\n  ${" ".repeat(width)}    ${who}`}`;
  });
}

function whoBreaks(findings: readonly Finding[]): readonly string[] {
  const breaking = findings.filter(({ verdict }) => verdict === "refused" || verdict === "unapproved");
  const consumers = breaking.flatMap((finding) => finding.consumers);
  const byVersion = Map.groupBy(consumers, ({ client, version }) => `${client} ${version}`);
  const rows = [...byVersion]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([version, own]) => {
      const names = [...new Set(own.map(({ name }) => name))].sort();
      return `  ${version}: ${names.join(", ")}`;
    });
  return rows.length === 0 ? [] : [[styleText("bold", "Who breaks"), ...rows].join("\n")];
}
