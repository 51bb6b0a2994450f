import { buildSchema, Kind, parse, print, type DocumentNode, type GraphQLSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { executeNormalForm } from "./normal-executor.ts";

const SCHEMA = buildSchema(`
  type Query { work: Work works: [Work] film: Film any: Any n(a: Int): Int }
  type Mutation { note: Int }
  interface Work { id: ID title: String sequel: Work }
  type Book implements Work { id: ID title: String sequel: Work pages: Int }
  type Film implements Work { id: ID title: String sequel: Work runtime: Int }
  union Any = Book | Film
`);

interface Executed {
  readonly document: DocumentNode;
  readonly queryHash: string;
}

const execute = executeNormalForm(({ document, queryHash }: Executed & Request_): Executed => ({
  document,
  queryHash,
}));

interface Request_ {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly request: { readonly operationName?: string; readonly variables?: Record<string, unknown> };
}

function run(
  document: DocumentNode,
  variables: Record<string, unknown> = {},
  operationName?: string,
): Executed {
  const request = { variables, ...(operationName !== undefined && { operationName }) };
  return execute({ schema: SCHEMA, document, queryHash: "hash", request });
}

function normal(query: string, variables: Record<string, unknown> = {}): string {
  const { document } = run(parse(query), variables);
  return print(document).replace(/\s+/g, " ");
}

describe("the normal form of an operation", () => {
  it("is the document itself when it has no fragment, no condition and no field twice", () => {
    const document = parse("query A { film { id title } } query B { n }");
    expect(run(document, {}, "A")).toEqual({ document, queryHash: "hash" });
  });

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

  it("decides conditions by variables and their defaults, and drops the variables that only they used", () => {
    const query =
      "query ($a: Boolean = true, $b: Boolean!, $n: Int) { n(a: $n) film @include(if: $a) { id @skip(if: $b) } }";
    expect(normal(query, { b: false })).toBe("query ($n: Int) { n(a: $n) film { id } }");
    expect(normal(query, { b: true })).toBe(
      "query ($n: Int) { n(a: $n) film { __typename @include(if: false) } }",
    );
    expect(normal(query, { a: false, b: true })).toBe("query ($n: Int) { n(a: $n) }");
  });

  it("leaves to an interface what all of its types share, and gives each type the rest", () => {
    const query =
      "{ work { id ... on Film { runtime ... on Work { title } } ... on Book { pages title } sequel { id } } }";
    expect(normal(query)).toBe(
      "{ work { id ... on Book { pages title } ... on Film { runtime title } sequel { id } } }",
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

  it("has a plan of its own for each choice of the conditions, and is made once", () => {
    const document = parse("query ($a: Boolean!) { n @skip(if: $a) film { id } }");
    const first = run(document, { a: true });
    expect(run(document, { a: true }).document).toBe(first.document);
    expect(run(document, { a: false }).queryHash).not.toBe(first.queryHash);
  });

  it("is that of the named operation", () => {
    const document = parse("query A { n n } query B { film { id id } }");
    expect(print(run(document, {}, "B").document).replace(/\s+/g, " ")).toBe("query B { film { id } }");
  });

  it("is not made when it would grow too large", () => {
    const levels = 13;
    const fragments = Array.from(
      { length: levels },
      (_, level) =>
        `fragment F${level} on Work { a: sequel { ...F${level + 1} } b: sequel { ...F${level + 1} } }`,
    );
    const document = parse(`{ work { ...F0 } } ${fragments.join(" ")} fragment F${levels} on Work { id }`);
    expect(document.definitions[0]?.kind).toBe(Kind.OPERATION_DEFINITION);
    expect(run(document)).toEqual({ document, queryHash: "hash" });
  });
});
