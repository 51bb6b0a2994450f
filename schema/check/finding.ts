/** Which part of the check saw it. */
export type Part =
  "composition" | "document" | "schema" | "access" | "cost" | "certificate" | "answer" | "consumer";

/**
 * `refused`: a live document breaks, or nothing can run; no file approves that. `unapproved`: must be approved first.
 * `approved`: a committed file says so already. `noted`: to be known, and nobody has to do anything.
 */
export type Verdict = "refused" | "unapproved" | "approved" | "noted";

/** A registered document, as a person names it. */
export interface Consumer {
  readonly client: string;
  readonly version: string;
  /** Of its operation. */
  readonly name: string;
}

/** A consumer in one line, as changes and reports have it. */
export function nameOf({ client, version, name }: Consumer): string {
  return `${client} ${version} ${name}`;
}

/** One difference between two states of the contract. */
export interface Finding {
  readonly part: Part;
  readonly verdict: Verdict;
  /** One line; in `schema/approvals.json` the name of what is approved. */
  readonly change: string;
  /** The live documents that notice it. */
  readonly consumers: readonly Consumer[];
}

/** True when these findings must fail the check. */
export function mustFail(findings: readonly Finding[]): boolean {
  return findings.some(({ verdict }) => verdict === "refused" || verdict === "unapproved");
}
