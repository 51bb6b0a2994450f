import fc from "fast-check";
import {
  buildSchema,
  executeSync,
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isListType,
  parse,
  type GraphQLFieldResolver,
} from "graphql";
import { describe, expect, it } from "vitest";
import { coerceVariables } from "../execution/operation-checks.ts";
import { answerCost } from "./answer-cost.ts";
import type { CostRules, ListSizeRule } from "./cost-rules.ts";
import { countedSelection, operationCost, type OperationRun } from "./operation-cost.ts";

const schema = buildSchema(`
  type Query {
    patient: Patient
    page(first: Int = 20, last: Int): Page
    byIds(ids: [ID!]!): [Patient!]!
    rooms(filter: Filter): [String!]!
    dear: Patient
    anything: [Thing]
  }
  type Mutation { book(input: [Booking!]!): Int import(rows: [ID!]!): Int signIn(input: Booking): Int }
  union Thing = Patient | Page
  type Patient { id: ID! name: String tags: [String!] friends: [Patient!] }
  type Page { edges: [Edge!]! nodes: [Patient!]! totalCount: Int }
  type Edge { cursor: ID! node: Patient! }
  input Filter { levels: [Level!] all: Boolean nested: [Filter!] }
  input Booking { at: ID! notes: [String!] }
  enum Level { LOW HIGH }
`);

const list = (rule: Partial<ListSizeRule>): ListSizeRule => ({
  assumedSize: undefined,
  slicingArguments: [],
  sizedFields: [],
  ...rule,
});
const rules: CostRules = {
  fields: new Map([
    ["Query.dear", 50],
    ["Page.totalCount", 20],
    ["Query.rooms", 30],
    ["Mutation.signIn", 200],
  ]),
  types: new Map([["Level", 3]]),
  inputs: new Map([
    ["Mutation.import.rows", 7],
    ["Booking.notes", 2],
  ]),
  lists: new Map([
    ["Query.page", list({ slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"] })],
    ["Query.byIds", list({ slicingArguments: ["ids"] })],
    ["Query.rooms", list({ assumedSize: 4 })],
    ["Patient.tags", list({ assumedSize: 3 })],
    ["Query.anything", list({ assumedSize: 4 })],
    ["Patient.friends", list({ assumedSize: 2 })],
  ]),
};

function run(source: string, variables: Record<string, unknown> = {}): OperationRun {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error("no operation");
  const selection = countedSelection({ schema, document, operation, rules });
  return { selection, variables: coerceVariables(schema, operation, variables), rules };
}

describe("operationCost by the rules of the SDL", () => {
  it.each([
    [
      "the sized fields as often as the page is long, the rest once",
      "{ page(first: 3) { totalCount nodes { id } edges { cursor } } }",
      5 + 20 + 3 * 6 + 3 * 6,
    ],
    ["the larger of two slicing arguments", "{ page(first: 3, last: 7) { nodes { id } } }", 5 + 7 * 6],
    ["the default of a slicing argument", "{ page { nodes { id } } }", 5 + 20 * 6],
    [
      "a slicing argument that is a list by its length, and its items",
      '{ byIds(ids: ["a", "b", "c"]) { id } }',
      3 + 3 * 6,
    ],
    [
      "a list without slicing arguments by its assumed size, the weight of its field once",
      "{ rooms }",
      30 + 4,
    ],
    ["the weight of a field in place of that of an object", "{ dear { id } }", 50 + 1],
    ["lists within lists of the sized fields", "{ page(first: 3) { nodes { tags } } }", 5 + 3 * (5 + 3)],
    [
      "items of a list in an input, by the weight of their type",
      "{ rooms(filter: { levels: [LOW, HIGH] }) }",
      30 + 4 + 2 * 3,
    ],
    [
      "objects of a list in an input",
      "{ rooms(filter: { nested: [{ all: true }, { nested: [{}] }] }) }",
      30 + 4 + 3 * 5,
    ],
    ["a single item that stands for a list", "{ rooms(filter: { levels: LOW }) }", 30 + 4 + 3],
    ["nothing for what an input says once", "{ rooms(filter: { all: true }) }", 30 + 4],
    ["each item by the weight of its argument", 'mutation { import(rows: ["a", "b"]) }', 1 + 2 * 7],
    [
      "each object, and what is weighed in it",
      'mutation { book(input: [{ at: "x", notes: ["n", "m"] }]) }',
      1 + 5 + 2 * 2,
    ],
  ])("counts %s", (_rule, source, expected) => {
    expect(operationCost(run(source))).toBe(expected);
  });

  it("counts what is in variables", () => {
    const byIds = run("query ($ids: [ID!]!) { byIds(ids: $ids) { id } }", { ids: ["a", "b", "c", "d"] });
    expect(operationCost(byIds)).toBe(4 + 4 * 6);
    const rows = run("mutation ($rows: [ID!]!) { import(rows: $rows) }", {
      rows: Array<string>(1_000).fill("x"),
    });
    expect(operationCost(rows)).toBe(1 + 1_000 * 7);
    const first = run("query ($n: Int = 4) { page(first: $n) { nodes { id } } }");
    expect(operationCost(first)).toBe(5 + 4 * 6);
    const nested = run("mutation ($notes: [String!]) { book(input: [{ at: 1, notes: $notes }]) }", {
      notes: ["a", "b", "c"],
    });
    expect(operationCost(nested)).toBe(1 + 5 + 3 * 2);
  });
});

const patient = (id: string, tags: readonly string[] | null = []) => ({ id, name: null, tags });

describe("answerCost", () => {
  it.each([
    [
      "a list by what it holds",
      "{ page(first: 50) { nodes { id } } }",
      { page: { nodes: [patient("a"), patient("b")] } },
      5 + 2 * 6,
    ],
    ["an empty list as the field's weight", "{ rooms }", { rooms: [] }, 30],
    [
      "lists within lists",
      "{ page { nodes { tags } } }",
      { page: { nodes: [{ tags: ["x", "y"] }, { tags: null }] } },
      5 + (5 + 2) + (5 + 1),
    ],
    ["null as a leaf", "{ patient { id name tags } }", { patient: null }, 1],
    ["the weight of a field, whatever came", "{ dear { id } }", { dear: null }, 50],
    ["nothing that was left out", "{ patient { id @skip(if: true) name } }", { patient: { name: "n" } }, 6],
    ["each alias", "{ a: patient { id } b: patient { id } }", { a: patient("a"), b: null }, 6 + 1],
    [
      "fragments where the answer has their fields",
      "{ anything { ... on Patient { id } ... on Page { totalCount } } }",
      { anything: [{ id: "a" }, { totalCount: 1 }, null] },
      5 + 1 + 5 + 20 + 1,
    ],
    ["input lists in full", 'mutation { import(rows: ["a", "b"]) }', { import: null }, 1 + 2 * 7],
    ["at least 1", "{ page { nodes { id } } anything { __typename } }", { anything: [] }, 1],
    [
      "fields that have names of every object",
      "{ constructor: patient { toString: name } }",
      { constructor: null },
      1,
    ],
  ])("counts %s", (_rule, source, data, expected) => {
    expect(answerCost(run(source), data)).toBe(expected);
  });

  it("is never more than what was asked for, whatever a page held", () => {
    const documents = [
      "{ page(first: 9) { totalCount nodes { id tags friends { name } } edges { cursor node { id } } } }",
      '{ byIds(ids: ["a", "b"]) { id friends { id } } rooms dear { name tags } }',
      "query ($no: Boolean = false) { patient { ...P ...P @include(if: $no) } again: patient { ...P } } fragment P on Patient { tags friends { id } }",
      "{ anything { __typename ... on Patient { id tags } ... on Page { totalCount nodes { id } } } }",
    ];
    const lengths = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...documents), lengths, (source, choices) => {
        const asked = run(source);
        const { data } = executeSync({
          schema,
          document: parse(source),
          variableValues: asked.variables,
          fieldResolver: randomValues(choices),
          typeResolver: () => (choices[0] === 0 ? "Page" : "Patient"),
        });
        expect(answerCost(asked, data ?? {})).toBeLessThanOrEqual(operationCost(asked));
      }),
    );
  });
});

/** Values of the right kind, null now and then; lists no longer than the schema promises. */
function randomValues(choices: readonly number[]): GraphQLFieldResolver<unknown, unknown> {
  let at = 0;
  const next = (below: number): number => (choices[at++ % choices.length] ?? 0) % below;
  const longest: Record<string, number> = {
    nodes: 9,
    edges: 9,
    byIds: 2,
    rooms: 4,
    tags: 3,
    friends: 2,
    anything: 4,
  };
  return (_source, _args, _context, { returnType, fieldName }) => {
    const nullable = getNullableType(returnType);
    if (nullable === returnType && next(4) === 0) return null;
    const one = (): unknown => (isCompositeType(getNamedType(returnType)) ? {} : "1");
    return isListType(nullable) ? Array.from({ length: next((longest[fieldName] ?? 1) + 1) }, one) : one();
  };
}
