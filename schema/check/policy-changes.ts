import type { Contract } from "./contract.ts";
import type { Finding } from "./finding.ts";
import { namesOf, type LiveDocuments } from "./live-documents.ts";

/** Whom the policy table grants an action that was there before, and no longer does or did not. */
export function policyChanges(
  before: Contract["policies"],
  now: Contract["policies"],
  live: LiveDocuments,
): readonly Finding[] {
  return Object.entries(before).flatMap(([action, granted]) => {
    const current = now[action] ?? [];
    const gained = current.filter((audience) => !granted.includes(audience));
    const lost = granted.filter((audience) => !current.includes(audience));
    if (gained.length + lost.length === 0) return [];
    const words = [
      ...gained.map((audience) => `is granted to ${audience}`),
      ...lost.map((audience) => `is no longer granted to ${audience}`),
    ];
    const taking = live.all.filter(({ certificate }) => certificate?.actions[action] !== undefined);
    const change = `${action} ${words.join(", ")}`;
    return [{ part: "access", verdict: "unapproved", change, consumers: namesOf(taking) }];
  });
}
