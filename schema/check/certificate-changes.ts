import type { ComparedCertificate, LiveDocument } from "./contract.ts";
import { nameOf, type Finding } from "./finding.ts";
import { namesOf } from "./live-documents.ts";

/** A document that both states have, with what it reaches now as it was computed. */
export interface CertifiedNow {
  readonly before: LiveDocument;
  readonly now: ComparedCertificate;
  /** As committed now: approves what it says. */
  readonly committed: ComparedCertificate | undefined;
}

const NUMBERS = ["calls", "cost", "sqlStatements"] as const;
/** As a person says it. */
const WORDS = { calls: "calls", cost: "cost", sqlStatements: "SQL statements" } as const;

/** What a document reaches that it did not, and who may run it that might not or no longer may. */
export function certificateChanges(documents: readonly CertifiedNow[]): readonly Finding[] {
  return documents.flatMap(({ before, now, committed }) => {
    if (before.certificate === undefined) return [];
    const approved = committed === undefined ? [] : differences(before.certificate, committed);
    return differences(before.certificate, now).map((difference) => ({
      part: "certificate" as const,
      verdict: approved.includes(difference) ? ("approved" as const) : ("unapproved" as const),
      change: `${nameOf(before)}: ${difference}`,
      consumers: namesOf([before]),
    }));
  });
}

function differences(before: ComparedCertificate, now: ComparedCertificate): readonly string[] {
  return [
    ...gained("field", before.fields, now.fields),
    ...gained("subgraph", before.subgraphs, now.subgraphs),
    ...changed("personal data", entries(before.classes), entries(now.classes)),
    ...changed("action", Object.keys(before.actions), Object.keys(now.actions)),
    ...changed("who may", sharedGrants(before, now), sharedGrants(now, before)),
    ...NUMBERS.flatMap((part) => {
      const [was, is] = [before[part] ?? undefined, now[part] ?? undefined];
      return was !== undefined && is !== undefined && is > was
        ? [`${WORDS[part]} ${String(was)} → ${String(is)}`]
        : [];
    }),
  ];
}

function gained(what: string, before: readonly string[], now: readonly string[]): readonly string[] {
  return now.filter((one) => !before.includes(one)).map((one) => `${what} added: ${one}`);
}

function changed(what: string, before: readonly string[], now: readonly string[]): readonly string[] {
  const lost = before.filter((one) => !now.includes(one)).map((one) => `${what} gone: ${one}`);
  return [...gained(what, before, now), ...lost];
}

function entries(lists: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(lists).flatMap(([key, list]) => list.map((one) => `${key} ${one}`));
}

/** Of the actions that both have; those that one has alone are told as such. */
function sharedGrants(of: ComparedCertificate, other: ComparedCertificate): readonly string[] {
  const shared = Object.entries(of.actions).filter(([action]) => other.actions[action] !== undefined);
  return entries(Object.fromEntries(shared));
}
