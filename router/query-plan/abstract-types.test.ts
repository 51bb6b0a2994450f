import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { jsonResponse } from "#shared/http/service-call.ts";
import { startSmallGraph, type SmallGraph } from "../test/small-graph.ts";

let graph: SmallGraph;

afterEach(() => {
  graph.answers.clear();
});

interface Typed {
  readonly __typename: string;
}
const byName = { __resolveType: ({ __typename }: Typed) => __typename };

describe("objects of which a subgraph knows only an interface", () => {
  const book = { __typename: "Book", id: "1", title: "Alba", pages: 3 };

  beforeAll(async () => {
    graph = await startSmallGraph(
      {
        name: "library",
        sdl: `
          type Query { works: [Work] }
          interface Named { id: ID! }
          interface Work implements Named @key(fields: "id") { id: ID! title: String }
          type Book implements Work & Named @key(fields: "id") { id: ID! title: String pages: Int }
          interface Node @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { works: () => [book] },
          Named: byName,
          Work: { ...byName, __resolveReference: () => book },
          Book: { __resolveReference: () => book },
        },
      },
      {
        name: "ratings",
        sdl: `
          type Query { rated: [Work] all: [Work!]! named: [Named] must: Named! node: Node }
          interface Named { id: ID! }
          type Work implements Named @key(fields: "id") @interfaceObject { id: ID! rating: Int }
          type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
        resolvers: {
          Query: {
            rated: () => [{ id: "1", rating: 5 }],
            all: () => [{ id: "1", rating: 5 }],
            named: () => [{ __typename: "Work", id: "1" }],
            must: () => ({ __typename: "Work", id: "1" }),
            node: () => ({ id: "n" }),
          },
          Named: byName,
          Work: { __resolveReference: ({ id }: { id: string }) => ({ id, rating: 5 }) },
        },
      },
    );
  });
  afterAll(() => graph.stop());

  it.each([
    ["{ works { rating pages: title } }", { works: [{ rating: 5, pages: "Alba" }] }],
    [
      "{ rated { __typename rating ... on Book { pages } } }",
      { rated: [{ __typename: "Book", rating: 5, pages: 3 }] },
    ],
    ["{ named { id } must { id } }", { named: [{ id: "1" }], must: { id: "1" } }],
    ["{ node { id ... on Node { key: id } } }", { node: { id: "n", key: "n" } }],
  ])("answer %s", async (query, data) => {
    expect(await graph.query(query)).toEqual({ status: 200, data, errors: [] });
  });

  it.each([
    ["{ rated { rating ... on Book { pages } } }", { rated: [{ rating: 5 }] }, "rated.0.pages"],
    ["{ rated { rating __typename } }", { rated: [null] }, "rated.0"],
    ["{ all { rating __typename } }", null, "all.0"],
  ])("say what is missing when it cannot be found out: %s", async (query, data, path) => {
    graph.answers.set("library", jsonResponse(503, {}));
    expect(await graph.query(query)).toEqual({
      status: 200,
      data,
      errors: [`${path} DEPENDENCY_UNAVAILABLE`],
    });
  });
});

describe("fields of two types that do not go together", () => {
  beforeAll(async () => {
    graph = await startSmallGraph(
      {
        name: "zoo",
        sdl: `
          type Query { animals: [Animal] }
          union Animal = Cat | Dog
          type Cat { age: Int! @shareable }
          type Dog { age: Int @shareable }`,
        resolvers: {
          Query: { animals: () => [{ __typename: "Cat", age: 1 }, { __typename: "Dog" }] },
          Animal: byName,
          Dog: {
            age: () => {
              throw new Error("nobody knows");
            },
          },
        },
      },
      // For this one a cat need not have an age: so a client may ask for both.
      { name: "shelter", sdl: "type Query { cat: Cat } type Cat { age: Int @shareable }", resolvers: {} },
    );
  });
  afterAll(() => graph.stop());

  it("have errors at the path that the client knows", async () => {
    expect(await graph.query("{ animals { ... on Cat { age } ... on Dog { age } } }")).toEqual({
      status: 200,
      data: { animals: [{ age: 1 }, { age: null }] },
      errors: ["animals.1.age INTERNAL"],
    });
  });
});

describe("a value that the schema does not allow", () => {
  beforeAll(async () => {
    graph = await startSmallGraph({
      name: "lamps",
      sdl: "type Query { lamp: Lamp } enum State { ON OFF } type Lamp { state: State watts: Int }",
      resolvers: {},
    });
  });
  afterAll(() => graph.stop());

  it("is null for the client, and for the operator an error that says where", async () => {
    graph.answers.set("lamps", jsonResponse(200, { data: { lamp: { state: "BLINKING", watts: 40 } } }));
    expect((await graph.query("{ lamp { state watts } }")).data).toEqual({
      lamp: { state: null, watts: 40 },
    });
    expect(graph.lines.filter(({ level }) => level === "error")).toMatchObject([
      { problems: [{ path: ["lamp", "state"], reason: "invalid" }] },
    ]);
  });
});
