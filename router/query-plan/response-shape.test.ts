import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { NO_FIELDS } from "../access/masked-fields.ts";
import { parseOperation } from "../test/parse-operation.ts";
import { normalizeOperation } from "./normal-form.ts";
import { responseKeysOf } from "./response-keys.ts";
import { compileShape, type ShapedAnswer } from "./response-shape.ts";
import type { Values } from "./values.ts";

const SCHEMA = buildSchema(`
  scalar Anything
  enum Status { OPEN CLOSED }
  type Query { film: Film must: Film! works: [Work!] work: Work any: Any n: Int f: Float b: Boolean s: String
    id: ID status: Status anything: Anything matrix: [[Int!]] }
  interface Work { id: ID title: String! }
  type Book implements Work { id: ID title: String! pages: Int }
  type Film implements Work { id: ID title: String! runtime: Int sequel: Film! next: Film }
  union Any = Book | Film
`);

function shaped(query: string, result: Values, variables: Values = {}, masked = NO_FIELDS): ShapedAnswer {
  const operation = normalizeOperation({ schema: SCHEMA, variables, ...parseOperation(query) });
  return compileShape({ schema: SCHEMA, keys: responseKeysOf(SCHEMA), masked }, operation)(result);
}

const FILM = { __typename: "Film", id: "f", title: "Alba", runtime: 90 };

describe("the shape of an answer", () => {
  it("has what was selected, in the order of the document, and nothing else", () => {
    const query =
      "{ n film { ...F kind: __typename } } fragment F on Film { again: title runtime @skip(if: true) id }";
    const { data, problems } = shaped(query, { film: { ...FILM, again: "Alba" }, n: 1, extra: 2 });
    expect(JSON.stringify(data)).toBe('{"n":1,"film":{"again":"Alba","id":"f","kind":"Film"}}');
    expect(problems).toEqual([]);
  });

  it("has null for what is masked, whatever its type promises and whatever a subgraph brought", () => {
    const query =
      "{ must { sequel { title } again: title runtime } film { title } any { ... on Film { title } } }";
    const result = { must: { ...FILM, sequel: FILM, again: "Alba" }, film: FILM, any: FILM };
    const masked = new Set(["Film.title", "Film.sequel"]);
    expect(shaped(query, result, {}, masked)).toEqual({
      data: { must: { sequel: null, again: null, runtime: 90 }, film: { title: null }, any: { title: null } },
      problems: [],
    });
    expect(shaped(query, result, {}, new Set(["Film.runtime"])).data).toMatchObject({
      must: { sequel: { title: "Alba" }, again: "Alba", runtime: null },
    });
  });

  it("has null for what no subgraph brought", () => {
    expect(shaped("{ n film { id next { id } } }", { film: {} }).data).toEqual({
      n: null,
      film: { id: null, next: null },
    });
  });

  it("has the fields of each object's type", () => {
    const query =
      "{ works { __typename title ... on Book { pages } ... on Film { runtime } } any { ... on Film { id } } }";
    const result = { works: [FILM, { __typename: "Book", title: "B", pages: 1 }], any: FILM };
    expect(shaped(query, result).data).toEqual({
      works: [
        { __typename: "Film", title: "Alba", runtime: 90 },
        { __typename: "Book", title: "B", pages: 1 },
      ],
      any: { id: "f" },
    });
  });

  it("has what an interface says of an object of which no more is known", () => {
    expect(shaped("{ work { title } }", { work: { title: "a" } }).data).toEqual({ work: { title: "a" } });
    expect(
      shaped("{ work { title ... on Film { runtime } } }", { work: { __typename: "Work", title: "a" } }).data,
    ).toEqual({
      work: { title: "a" },
    });
    expect(shaped("{ work { __typename } }", { work: { __typename: "Work" } })).toEqual({
      data: { work: null },
      problems: [{ path: ["work", "__typename"], reason: "null" }],
    });
  });

  it.each([["Query"], ["Nothing"], ["Status"]])("has no object that calls itself a %s", (__typename) => {
    expect(
      shaped("{ work { id } any { ... on Film { id } } }", { work: { __typename }, any: { __typename } }),
    ).toEqual({
      data: { work: null, any: null },
      problems: [
        { path: ["work"], reason: "invalid" },
        { path: ["any"], reason: "invalid" },
      ],
    });
  });

  it("loses what a null takes with it that must not be one", () => {
    expect(shaped("{ works { title } n }", { works: [{ __typename: "Film", title: null }], n: 1 })).toEqual({
      data: { works: null, n: 1 },
      problems: [{ path: ["works", 0, "title"], reason: "null" }],
    });
    expect(
      shaped("{ film { next { sequel { title } } } }", { film: { next: { sequel: { title: null } } } }).data,
    ).toEqual({
      film: { next: null },
    });
    expect(shaped("{ must { id } }", {})).toEqual({
      data: null,
      problems: [{ path: ["must"], reason: "null" }],
    });
    expect(shaped("{ matrix }", { matrix: [[1], [2, null], null] }).data).toEqual({
      matrix: [[1], null, null],
    });
  });

  it.each([
    ["n", 1.5],
    ["n", "1"],
    ["f", "1"],
    ["b", 0],
    ["s", 1],
    ["s", {}],
    ["id", 1.5],
    ["id", true],
    ["status", "LOST"],
    ["status", 1],
    ["matrix", 1],
    ["film", 1],
  ])("has null for %s when a subgraph answers %j", (field, value) => {
    const query = field === "film" ? "{ film { id } }" : `{ ${field} }`;
    expect(shaped(query, { [field]: value })).toEqual({
      data: { [field]: null },
      problems: [{ path: [field], reason: "invalid" }],
    });
  });

  it.each([
    ["n", -3],
    ["f", 1.5],
    ["b", false],
    ["s", ""],
    ["id", 7],
    ["status", "OPEN"],
    ["anything", { a: [1] }],
  ])("has %s as it is when a subgraph answers %j", (field, value) => {
    expect(shaped(`{ ${field} }`, { [field]: value }).data).toEqual({ [field]: value });
  });

  it("may have keys that every object has", () => {
    const query = "{ constructor: n toString: s __proto__: s film { valueOf: id } }";
    const { data } = shaped(query, { toString: "a", film: {} });
    expect(JSON.stringify(data)).toBe(
      '{"constructor":null,"toString":"a","__proto__":null,"film":{"valueOf":null}}',
    );
  });

  it("names some of many problems", () => {
    const works = Array.from({ length: 50 }, () => ({ __typename: "Lost" }));
    expect(shaped("{ any { ... on Film { id } } }", { any: { __typename: "x" } }).problems).toHaveLength(1);
    const matrix = Array.from({ length: 50 }, () => [null]);
    expect(shaped("{ matrix }", { matrix, works }).problems).toHaveLength(10);
  });
});
