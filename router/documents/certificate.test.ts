import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCertifier } from "./certificate.ts";

const { certify, examine } = createCertifier(
  readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8"),
);

const SEEN = "query Seen($id: ID!) { appointment(id: $id) { id startsAt } }";

describe("a certificate", () => {
  it("says what a document can reach", () => {
    expect(certify(SEEN)).toEqual({
      name: "Seen",
      kind: "query",
      fields: ["Appointment.id", "Appointment.startsAt", "Query.appointment"],
      classes: { PHI: ["Appointment.startsAt"] },
      actions: {
        "appointment:read": [
          ...["ADMIN", "PARTNER when consentedToRead", "PRACTITIONER when brokeGlass"],
          ...["PRACTITIONER when ownPractitioner", "SUPPORT when assignedRegion"],
          ...["USER when guardianMayRead", "USER when ownPatient"],
        ],
      },
      subgraphs: ["appointments"],
      calls: 1,
      cost: 7,
    });
  });

  it.each([
    ["another field", "query Seen($id: ID!) { appointment(id: $id) { id startsAt endsAt } }", ["fields"]],
    ["another action", "query Seen($id: ID!) { appointment(id: $id) { id startsAt reason } }", ["actions"]],
    [
      "another subgraph",
      "query Seen($id: ID!) { appointment(id: $id) { id startsAt patient { name { display } } } }",
      ["subgraphs", "calls", "actions", "cost"],
    ],
    [
      "what is included only when asked for",
      "query Seen($id: ID!, $more: Boolean!) { appointment(id: $id) { id startsAt patient @include(if: $more) { name { display } } } }",
      ["subgraphs", "calls", "actions", "cost"],
    ],
    [
      "what is left out when asked for",
      "query Seen($id: ID!, $less: Boolean!) { appointment(id: $id) { id startsAt patient @skip(if: $less) { name { display } } } }",
      ["subgraphs", "calls", "actions", "cost"],
    ],
    [
      "a fragment",
      "query Seen($id: ID!) { appointment(id: $id) { ...F } } fragment F on Appointment { id startsAt cancellationReason }",
      ["fields", "classes", "actions"],
    ],
    [
      "the same again by an alias",
      "query Seen($id: ID!) { appointment(id: $id) { id startsAt } again: appointment(id: $id) { id } }",
      ["cost"],
    ],
  ] as const)("is another one with %s", (_what, text, changed) => {
    const [before, after] = [certify(SEEN), certify(text)];
    for (const part of changed) expect([part, after[part]]).not.toEqual([part, before[part]]);
  });

  it("counts the longest page that a variable can ask for", () => {
    const of = (argument: string, head = "query Clinics"): number =>
      certify(`${head} { clinics(first: ${argument}) { nodes { id } } }`).cost;
    expect(of("$n", "query Clinics($n: Int = 1)")).toBe(of("100"));
    expect(of("100")).toBeGreaterThan(of("20"));
  });

  it("names what a field is computed from, which tells something of it", () => {
    const { actions } = certify("{ viewer { practitioner { appointments { totalCount } } } }");
    expect(Object.keys(actions)).toContain("practitioner:appointment:list");
  });

  it.each([
    ["what does not fit the supergraph", "query Old { gone }", "Cannot query field"],
    [
      "what is nested too deeply",
      `{ clinics { nodes { ${"serviceTypes { clinic { ".repeat(5)} id ${"} } ".repeat(5)} } } }`,
      "limit:depth",
    ],
    [
      "what may cost more than anybody may ask for",
      "{ patients(first: 100) { nodes { appointments(first: 100) { nodes { id startsAt endsAt status } } } } }",
      "asks for too much",
    ],
    [
      "two operations",
      "query A { viewer { roles } } query B { viewer { roles } }",
      "one operation and no other",
    ],
  ])("is not issued for %s", (_what, text, message) => {
    expect(() => certify(text)).toThrow(message);
  });
});

describe("what is sent to subgraphs for a document", () => {
  it("is one text for each call, with all that can be included", () => {
    const text =
      "query Seen($id: ID!, $more: Boolean!) { appointment(id: $id) { id patient @include(if: $more) { name { display } } } }";
    expect(examine(text).sent).toEqual([
      {
        subgraph: "appointments",
        text: "query Seen__appointments__0($id:ID!){appointment(id:$id){id patient{__typename id}}}",
      },
      {
        subgraph: "users",
        text: "query Seen__users__1($representations:[_Any!]!){_entities(representations:$representations){...on Patient{name{display}}}}",
      },
    ]);
  });
});
