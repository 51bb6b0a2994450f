import { hash } from "node:crypto";

/** Hash before the first entry of a chain. */
export const CHAIN_START = "0".repeat(64);

/** What the hash of an entry covers. */
export interface ChainedEntry {
  readonly id: string;
  readonly tenantId: string;
  readonly sequence: number;
  readonly category: string;
  readonly action: string;
  readonly outcome: string;
  readonly source: string;
  readonly recordedAt: Date;
  readonly agentKind: string;
  readonly agentAccountId: string | null;
  readonly agentClientId: string | null;
  readonly agentRoles: readonly string[];
  readonly agentOnBehalfOf: string | null;
  readonly patientId: string | null;
  readonly entityType: string | null;
  readonly entityId: string | null;
  readonly fields: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
}

/** SHA-256 (hexadecimal) over an entry and the hash of the one before it in the tenant's chain. */
export function hashEntry(entry: ChainedEntry, previousHash: string): string {
  // An array has one order; only `detail` is an object, whose keys Postgres does not keep in order.
  const covered = [
    previousHash,
    entry.id,
    entry.tenantId,
    entry.sequence,
    entry.category,
    entry.action,
    entry.outcome,
    entry.source,
    entry.recordedAt.toISOString(),
    entry.agentKind,
    entry.agentAccountId,
    entry.agentClientId,
    entry.agentRoles,
    entry.patientId,
    entry.entityType,
    entry.entityId,
    entry.fields,
    Object.entries(entry.detail).sort(([a], [b]) => (a < b ? -1 : 1)),
    entry.correlationId,
    // Only where there is one: entries of before this was known keep their hash.
    ...(entry.agentOnBehalfOf === null ? [] : [entry.agentOnBehalfOf]),
  ];
  return hash("sha256", JSON.stringify(covered), "hex");
}

/**
 * The sequence number of the first entry that does not fit the chain, or null when all fit.
 * @param entries consecutive entries in order of their sequence
 * @param previousHash hash of the entry before the first
 */
export function firstBrokenLink(
  entries: readonly (ChainedEntry & { readonly hash: string; readonly previousHash: string })[],
  previousHash: string,
  firstSequence: number,
): number | null {
  let expectedPrevious = previousHash;
  let expectedSequence = firstSequence;
  for (const entry of entries) {
    const isIntact =
      entry.sequence === expectedSequence &&
      entry.previousHash === expectedPrevious &&
      entry.hash === hashEntry(entry, expectedPrevious);
    if (!isIntact) return expectedSequence;
    expectedPrevious = entry.hash;
    expectedSequence += 1;
  }
  return null;
}
