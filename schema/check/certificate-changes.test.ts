import { describe, expect, it } from "vitest";
import { certificateChanges } from "./certificate-changes.ts";
import type { ComparedCertificate, LiveDocument } from "./contract.ts";

const CERTIFICATE: ComparedCertificate = {
  fields: ["Query.home"],
  classes: { PII: ["Person.name"] },
  actions: { "person:read": ["ADMIN", "USER when ownPatient"], "home:read": ["ANYONE"] },
  subgraphs: ["users"],
  calls: 1,
  cost: 10,
  sqlStatements: 4,
};
const before: LiveDocument = {
  ...{ client: "web", version: "1", id: "sha256:a", name: "Home", text: "", answers: {} },
  certificate: CERTIFICATE,
};

function changes(change: Partial<ComparedCertificate>, committed: ComparedCertificate = CERTIFICATE) {
  return certificateChanges([{ before, now: { ...CERTIFICATE, ...change }, committed }]).map(
    ({ verdict, change: what }) => `${verdict} ${what}`,
  );
}

describe("a certificate is wider", () => {
  it.each([
    [{ fields: ["Query.home", "Query.other"] }, ["field added: Query.other"]],
    [{ classes: { PII: ["Person.name"], PHI: ["Visit.at"] } }, ["personal data added: PHI Visit.at"]],
    [{ classes: {} }, ["personal data gone: PII Person.name"]],
    [{ subgraphs: ["auth", "users"] }, ["subgraph added: auth"]],
    [
      { actions: { ...CERTIFICATE.actions, "person:read": ["ADMIN", "USER"] } },
      ["who may added: person:read USER", "who may gone: person:read USER when ownPatient"],
    ],
    [
      { actions: { "public:read": ["ANYONE"], "home:read": ["ANYONE"] } },
      ["action added: public:read", "action gone: person:read"],
    ],
    [{ calls: 2, cost: 11, sqlStatements: 5 }, ["calls 1 → 2", "cost 10 → 11", "SQL statements 4 → 5"]],
  ] as const)("by %j", (change, told) => {
    expect(changes(change)).toEqual(told.map((what) => `unapproved web 1 Home: ${what}`));
  });

  it("but not when it takes less, or when nothing was measured", () => {
    expect(changes({ calls: 0, cost: 9, sqlStatements: 3, subgraphs: [] })).toEqual([]);
    expect(changes({ sqlStatements: null })).toEqual([]);
  });

  it("and the committed file approves what it says, and no more", () => {
    const committed = { ...CERTIFICATE, cost: 20 };
    expect(changes({ cost: 20 }, committed)).toEqual(["approved web 1 Home: cost 10 → 20"]);
    expect(changes({ cost: 21 }, committed)).toEqual(["unapproved web 1 Home: cost 10 → 21"]);
  });
});
