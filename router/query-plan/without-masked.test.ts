import { buildSchema, print } from "graphql";
import { describe, expect, it } from "vitest";
import { parseOperation } from "../test/parse-operation.ts";
import { normalizeOperation } from "./normal-form.ts";
import { withoutMasked } from "./without-masked.ts";

const SCHEMA = buildSchema(`
  type Query { people(first: Int, like: String): [Person!]! person: Person work: Work }
  interface Work { author: Person }
  type Book implements Work { author: Person pages: Int }
  type Film implements Work { author: Person runtime: Int }
  type Person { id: ID! name(style: String): Name! year: Int friend: Person }
  type Name { given: String! }
`);

function split(query: string, masked: readonly string[], variables: Record<string, unknown> = {}) {
  const operation = normalizeOperation({ schema: SCHEMA, variables, ...parseOperation(query) });
  return withoutMasked(SCHEMA, operation, new Set(masked));
}

function asked(query: string, masked: readonly string[]): string {
  return print(split(query, masked).operation).replaceAll(/\s+/g, " ");
}

describe("what subgraphs are asked of an operation with masked fields", () => {
  it("is everything when nothing is masked", () => {
    expect(asked("{ people { id name { given } } }", [])).toBe("{ people { id name { given } } }");
  });

  it("has no masked field, under whatever name and however deep, nor what is below it", () => {
    const query =
      "{ people { id called: name { given } friend { year name { given } } } person { id year } }";
    expect(asked(query, ["Person.id", "Person.name"])).toBe("{ people { friend { year } } person { year } }");
  });

  it("has the type of objects of which nothing else was asked, so that they are counted", () => {
    expect(
      asked("{ people { id } person { friend { name { given } } } }", ["Person.id", "Person.name"]),
    ).toBe("{ people { __typename } person { friend { __typename } } }");
  });

  it("has no variable that only a masked field needed", () => {
    const query =
      "query Q($style: String, $first: Int) { people(first: $first) { year name(style: $style) { given } } }";
    expect(asked(query, ["Person.name"])).toBe("query Q($first: Int) { people(first: $first) { year } }");
  });

  it("goes into fragments on the types of an interface", () => {
    const query = "{ work { ... on Book { pages author { name { given } } } ... on Film { runtime } } }";
    expect(asked(query, ["Person.name", "Book.pages", "Film.runtime"])).toBe(
      "{ work { ... on Book { author { __typename } } ... on Film { __typename } } }",
    );
  });
});

describe("what is told to be masked", () => {
  it("is what was asked for, and not what conditions leave out", () => {
    const query = "query ($named: Boolean!) { people { id name @include(if: $named) { given } year } }";
    const masked = ["Person.id", "Person.name", "Person.friend"];
    expect([...split(query, masked, { named: false }).masked]).toEqual(["Person.id"]);
    expect([...split(query, masked, { named: true }).masked]).toEqual(["Person.id", "Person.name"]);
  });
});
