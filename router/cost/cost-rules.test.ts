import { readFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  parse,
} from "graphql";
import { describe, expect, it } from "vitest";
import { readCostRules, type CostRules } from "./cost-rules.ts";

/** Rules of a composed supergraph whose subgraph imports the directives as said. */
function rulesOf(imports: string, cost: string, listSize: string): CostRules {
  const typeDefs = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: [${imports}])
    type Query {
      page(first: Int = 5, ids: [ID!] ${cost}(weight: 3)): Page!
        ${listSize}(slicingArguments: ["first"], sizedFields: ["nodes"])
      many: [Level!] ${cost}(weight: 50) ${listSize}(assumedSize: 40)
      one(input: In): Int
    }
    input In { numbers: [Int!] ${cost}(weight: 7) }
    enum Level ${cost}(weight: 2) { LOW HIGH }
    type Page ${cost}(weight: 9) { nodes: [String!]! }
  `);
  const { supergraphSdl } = composeServices([{ name: "one", url: "http://one.invalid", typeDefs }]);
  return readCostRules(parse(supergraphSdl ?? ""));
}

const EXPECTED: CostRules = {
  fields: new Map([["Query.many", 50]]),
  types: new Map([
    ["Level", 2],
    ["Page", 9],
  ]),
  inputs: new Map([
    ["In.numbers", 7],
    ["Query.page.ids", 3],
  ]),
  lists: new Map([
    ["Query.many", { assumedSize: 40, slicingArguments: [], sizedFields: [] }],
    ["Query.page", { assumedSize: undefined, slicingArguments: ["first"], sizedFields: ["nodes"] }],
  ]),
};

describe("the cost rules of a supergraph", () => {
  it.each([
    ["their own", '"@cost", "@listSize"', "@cost", "@listSize"],
    ["a namespace", "", "@federation__cost", "@federation__listSize"],
    [
      "names of the subgraph's",
      '{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@length" }',
      "@price",
      "@length",
    ],
  ])("are read under %s", (_names, imports, cost, listSize) => {
    expect(rulesOf(imports, cost, listSize)).toEqual(EXPECTED);
  });

  it("are none where a directive is only called so", () => {
    const rules = readCostRules(
      parse("directive @cost(weight: Int!) on OBJECT type Query @cost(weight: 5) { a: Int }"),
    );
    expect([...rules.types]).toEqual([]);
  });
});

const clinic = buildSchema(readFileSync(new URL("../../schema/api.graphql", import.meta.url), "utf8"));
const clinicRules = readCostRules(
  parse(readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8")),
);

describe("the clinic's schema", () => {
  const fields = Object.values(clinic.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter(({ name }) => !name.startsWith("__"))
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({ field, coordinate: `${type.name}.${field.name}` })),
    );

  it("says by @listSize how long every list is, so that its cost is not a guess", () => {
    const connections = fields.filter(({ field }) => getNamedType(field.type).name.endsWith("Connection"));
    const sized = new Set(
      connections.flatMap(({ field, coordinate }) =>
        (clinicRules.lists.get(coordinate)?.sizedFields ?? []).map(
          (name) => `${getNamedType(field.type).name}.${name}`,
        ),
      ),
    );
    const unknown = fields
      .filter(({ field }) => isListType(getNullableType(field.type)))
      // Two or three, and ten are assumed.
      .filter(({ field }) => field.name !== "userErrors")
      .map(({ coordinate }) => coordinate)
      .filter((coordinate) => !sized.has(coordinate) && !clinicRules.lists.has(coordinate));
    expect(unknown).toEqual([]);
  });

  it("names only arguments and fields that exist", () => {
    const problems = fields.flatMap(({ field, coordinate }) => {
      const rule = clinicRules.lists.get(coordinate);
      const type = getNamedType(field.type);
      const inner = isObjectType(type) ? Object.keys(type.getFields()) : [];
      return [
        ...(rule?.slicingArguments ?? []).filter(
          (name) => !field.args.some((argument) => argument.name === name),
        ),
        ...(rule?.sizedFields ?? []).filter((name) => !inner.includes(name)),
      ].map((name) => `${coordinate} has no ${name}`);
    });
    expect(problems).toEqual([]);
  });

  it("weighs what hashes a password as forty objects, each time it does", () => {
    const names = ["signIn", "signUp", "resetPassword", "changePassword"];
    expect(names.map((name) => clinicRules.fields.get(`Mutation.${name}`))).toEqual([200, 200, 200, 400]);
  });
});
