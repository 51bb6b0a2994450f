import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { brokenConsumers, readContract } from "./consumer-contracts.ts";

const folder = new URL("./contracts/", import.meta.url);
const subgraphs = readdirSync(folder).map((file) => file.replace(".json", ""));

describe.each(subgraphs)("the subgraph %s", (subgraph) => {
  const contract = readContract(fileURLToPath(new URL(`${subgraph}.json`, folder)));

  it("breaks none of the registered documents that need it", () => {
    expect(contract.length).toBeGreaterThan(0);
    expect(brokenConsumers(loadSubgraphSdl(subgraph), contract)).toEqual([]);
  });
});

describe("a consumer that a subgraph breaks", () => {
  const consumer = { client: "web", version: "3", document: "sha256:a", name: "Home" };
  const contract = [
    {
      ...consumer,
      operations: [
        "query Home__people__0 { viewer { person { __typename id } } }",
        "query Home__people__1($representations:[_Any!]!){_entities(representations:$representations){...on Person{name}}}",
      ],
    },
  ];
  const sdl = (name: string) =>
    parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
      type Query { viewer: Viewer }
      type Viewer { person: Person }
      type Person @key(fields: "id") { id: ID! ${name} }`);

  it("is named with its client, version and document, and what it misses", () => {
    expect(brokenConsumers(sdl("name: String"), contract)).toEqual([]);
    expect(brokenConsumers(sdl("title: String"), contract)).toEqual([
      { ...consumer, problems: ['Cannot query field "name" on type "Person".'] },
    ]);
  });

  it("has no contract where there is no file", () => {
    expect(readContract("/does/not/exist.json")).toEqual([]);
  });
});
