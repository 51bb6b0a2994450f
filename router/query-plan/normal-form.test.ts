import { buildSchema, print, visit, type OperationDefinitionNode } from "graphql";
import { describe, expect, it } from "vitest";
import { parseOperation } from "../test/parse-operation.ts";
import { normalizeOperation } from "./normal-form.ts";

const SCHEMA = buildSchema(`
  type Query { work: Work works: [Work] film: Film any: Any n(a: Int): Int node: Node }
  interface Node { id: ID }
  type Mutation { note: Int }
  interface Work { id: ID title: String sequel: Work }
  type Book implements Work { id: ID title: String sequel: Work pages: Int }
  type Film implements Work { id: ID title: String sequel: Work runtime: Int }
  union Any = Book | Film
`);

function normalize(query: string, variables: Record<string, unknown> = {}): OperationDefinitionNode {
  return normalizeOperation({ schema: SCHEMA, variables, ...parseOperation(query) });
}

function normal(query: string, variables: Record<string, unknown> = {}): string {
  return print(normalize(query, variables)).replace(/\s+/g, " ");
}

describe("the normal form of an operation", () => {
  it("has every field once, in the order of the answer", () => {
    expect(
      normal("{ film { id } n film { ...F id } } fragment F on Film { title ... on Work { runtime: id } }"),
    ).toBe("{ film { id title runtime: id } n }");
  });

  it("selects a mutation once that is selected under several conditions", () => {
    const query =
      "mutation ($a: Boolean!) { ...M @skip(if: false) ... @include(if: $a) { note } ...M } fragment M on Mutation { note }";
    expect(normal(query, { a: true })).toBe("mutation { note }");
  });

  it("decides conditions by variables, of which it is given the defaults too", () => {
    const query =
      "query ($a: Boolean = true, $b: Boolean!, $n: Int) { n(a: $n) film @include(if: $a) { id @skip(if: $b) } }";
    const head = "query ($n: Int)";
    expect(normal(query, { a: true, b: false })).toBe(`${head} { n(a: $n) film { id } }`);
    expect(normal(query, { a: true, b: true })).toBe(
      `${head} { n(a: $n) film { __typename @include(if: false) } }`,
    );
    expect(normal(query, { a: false, b: true })).toBe(`${head} { n(a: $n) }`);
  });

  it("leaves to an interface what all of its types share, and gives each type the rest", () => {
    const query =
      "{ work { id ... on Film { runtime ... on Work { title } } ... on Book { pages title } sequel { id } } }";
    expect(normal(query)).toBe(
      "{ work { id ... on Book { pages title } ... on Film { runtime title } sequel { id } } }",
    );
  });

  it("selects on an interface itself when there is no type that could be meant", () => {
    expect(normal("{ node { ...N ... on Node { id } key: id } } fragment N on Node { key: id }")).toBe(
      "{ node { key: id id } }",
    );
  });

  it("gives each type all fields when only that keeps their order", () => {
    const query = "{ work { ... on Film { runtime } id ... on Film { title } } }";
    expect(normal(query)).toBe("{ work { ... on Book { id } ... on Film { runtime id title } } }");
  });

  it("drops fragments that cannot apply, also on a union", () => {
    expect(normal("{ any { ... on Film { ... on Book { pages } runtime } __typename } }")).toBe(
      "{ any { ... on Film { runtime } __typename } }",
    );
  });

  it("holds for introspection", () => {
    expect(
      normal(
        '{ __schema { types { ...T } } __type(name: "Film") { name name } } fragment T on __Type { name }',
      ),
    ).toBe('{ __schema { types { name } } __type(name: "Film") { name } }');
  });

  it("keeps nothing of the document, which may be much larger", () => {
    const places: unknown[] = [];
    visit(normalize("query A { n film { ...F } } query B { n n n } fragment F on Film { id }"), {
      enter: ({ loc }) => void places.push(loc),
    });
    expect(places.length).toBeGreaterThan(5);
    expect(new Set(places)).toEqual(new Set([undefined]));
  });

  it("is refused when it would grow too large", () => {
    const levels = 14;
    const fragments = Array.from(
      { length: levels },
      (_, level) =>
        `fragment F${level} on Work { a: sequel { ...F${level + 1} } b: sequel { ...F${level + 1} } }`,
    );
    const query = `{ work { ...F0 } } ${fragments.join(" ")} fragment F${levels} on Work { id }`;
    expect(() => normalize(query)).toThrow(expect.objectContaining({ code: "COST_LIMIT_EXCEEDED" }));
  });
});
