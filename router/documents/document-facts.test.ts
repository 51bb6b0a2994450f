import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCertifier } from "./certificate.ts";
import { certificatesOf, contractsOf } from "./document-facts.ts";
import type { Manifest } from "./manifest.ts";

const certifier = createCertifier(
  readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8"),
);

function manifest(version: string, text: string): Manifest {
  return { client: "web", kind: "PAGES", version, documents: { "sha256:a": text } };
}
const SEEN = "query Seen($id: ID!) { appointment(id: $id) { id patient { name { display } } } }";

describe("what is written of registered documents", () => {
  it("has in a certificate the most statements that were recorded, and null before any was", () => {
    const answer = {
      status: 200,
      data: null,
      errors: [],
      calls: {},
      statements: { users: 2, appointments: 5 },
    };
    const answers = { "sha256:a": { name: "Seen", examples: { example: answer } } };
    const of = (recorded: typeof answers | Record<string, never>) =>
      certificatesOf(certifier, manifest("1", SEEN), recorded)["sha256:a"]?.sqlStatements;
    expect(of(answers)).toBe(7);
    expect(of({})).toBeNull();
  });

  it("has for each subgraph who needs what of it, by version", () => {
    const contracts = contractsOf(certifier, [manifest("10", SEEN), manifest("9", "{ viewer { roles } }")]);
    expect([...contracts.keys()].toSorted()).toEqual(["appointments", "auth", "users"]);
    expect(contracts.get("users")).toEqual([
      {
        ...{ client: "web", version: "10", document: "sha256:a", name: "Seen" },
        operations: [
          "query Seen__users__1($representations:[_Any!]!){_entities(representations:$representations){...on Patient{name{display}}}}",
        ],
      },
    ]);
    const versions = (list: readonly Manifest[]) =>
      contractsOf(certifier, list)
        .get("auth")
        ?.map(({ version }) => version);
    const viewer = "{ viewer { roles } }";
    expect(versions([manifest("10", viewer), manifest("9", viewer)])).toEqual(["9", "10"]);
  });

  it("is not written when a document cannot run any more: it is named", () => {
    const gone = manifest("1", "{ gone }");
    const named = "web/manifests/1.json has a document that cannot run any more: sha256:a";
    expect(() => certificatesOf(certifier, gone, {})).toThrow(named);
    expect(() => contractsOf(certifier, [gone])).toThrow(named);
  });
});
