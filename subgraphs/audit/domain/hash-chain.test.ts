import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAIN_START, firstBrokenLink, hashEntry, type ChainedEntry } from "./hash-chain.ts";

/** Of the first entry, as versions wrote it that knew nothing of acting in another's place. */
const GOLDEN = "734c3df50fa116cbc6c6befb042b9d4449b387b72ce55f6474e4ce98e52b93dc";

function entry(sequence: number): ChainedEntry {
  return {
    id: `00000000-0000-7000-8000-${String(sequence).padStart(12, "0")}`,
    tenantId: "11111111-1111-7111-8111-111111111111",
    sequence,
    category: "READ",
    action: "patient:read",
    outcome: "SUCCESS",
    source: "users",
    recordedAt: new Date("2026-03-09T10:00:00.000Z"),
    agentKind: "ACCOUNT",
    agentAccountId: null,
    agentClientId: null,
    agentRoles: ["USER"],
    agentOnBehalfOf: null,
    patientId: null,
    entityType: "Patient",
    entityId: null,
    fields: ["name"],
    detail: { b: 1, a: "x" },
    correlationId: "correlation-1",
  };
}

function chain(length: number): (ChainedEntry & { hash: string; previousHash: string })[] {
  let previousHash = CHAIN_START;
  return Array.from({ length }, (_, index) => {
    const link = { ...entry(index + 1), previousHash, hash: hashEntry(entry(index + 1), previousHash) };
    previousHash = link.hash;
    return link;
  });
}

describe("hashEntry", () => {
  it("does not depend on the order in which Postgres returns the keys of detail", () => {
    const reordered = { ...entry(1), detail: { a: "x", b: 1 } };
    expect(hashEntry(reordered, CHAIN_START)).toBe(hashEntry(entry(1), CHAIN_START));
  });
});

describe("on whose behalf somebody acted", () => {
  it("is covered where it is known, and leaves the hash of entries of before as it was", () => {
    expect(hashEntry(entry(1), CHAIN_START)).toBe(GOLDEN);
    const impersonated = { ...entry(1), agentOnBehalfOf: "22222222-2222-7222-8222-222222222222" };
    expect(hashEntry(impersonated, CHAIN_START)).not.toBe(GOLDEN);
  });
});

describe("firstBrokenLink", () => {
  it("finds nothing wrong with a whole chain", () => {
    expect(firstBrokenLink(chain(5), CHAIN_START, 1)).toBeNull();
    expect(firstBrokenLink([], CHAIN_START, 1)).toBeNull();
  });

  it("can begin in the middle", () => {
    const links = chain(5);
    expect(firstBrokenLink(links.slice(2), links[1]?.hash ?? "", 3)).toBeNull();
  });

  it("finds every changed value", () => {
    const changes = fc.constantFrom<Partial<ChainedEntry>>(
      { action: "patient:update" },
      { outcome: "DENIED" },
      { recordedAt: new Date("2026-03-09T10:00:00.001Z") },
      { agentRoles: ["ADMIN"] },
      { fields: [] },
      { detail: {} },
      { patientId: "22222222-2222-7222-8222-222222222222" },
      { correlationId: "correlation-2" },
      { sequence: 99 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), changes, (position, change) => {
        const links = chain(10).map((link, index) => (index === position ? { ...link, ...change } : link));
        expect(firstBrokenLink(links, CHAIN_START, 1)).toBe(position + 1);
      }),
    );
  });

  it("finds a removed and an exchanged entry", () => {
    const links = chain(6);
    expect(firstBrokenLink(links.toSpliced(2, 1), CHAIN_START, 1)).toBe(3);
    const [first, second, ...rest] = links;
    if (first === undefined || second === undefined) throw new Error("the chain is too short");
    expect(firstBrokenLink([second, first, ...rest], CHAIN_START, 1)).toBe(1);
  });
});
