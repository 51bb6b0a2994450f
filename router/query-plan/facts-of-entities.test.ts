import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { jsonResponse } from "#shared/http/service-call.ts";
import { startSmallGraph, type SmallGraph } from "../test/small-graph.ts";

let graph: SmallGraph;

afterEach(() => {
  graph.answers.clear();
});

describe("what a subgraph is told of an entity", () => {
  const self = (reference: object): object => reference;

  beforeAll(async () => {
    graph = await startSmallGraph(
      {
        name: "people",
        sdl: `
          type Query { person: Person }
          type Person @key(fields: "id ssn") {
            id: ID! ssn: String! @inaccessible name: String other: ID phone: String price(currency: String): String
          }`,
        resolvers: {
          Query: { person: () => ({ id: "1", ssn: "secret", name: "Ada", other: "999", phone: "555" }) },
          Person: {
            __resolveReference: self,
            price: (_person: unknown, { currency }: { currency: string }) => `9 ${currency}`,
          },
        },
      },
      {
        name: "calls",
        sdl: `
          type Person @key(fields: "id ssn") {
            id: ID! ssn: String! @inaccessible phone: String @external price(currency: String): String @external
            entity: String
            reminder: String @requires(fields: "phone")
            bill: String @requires(fields: "price(currency: \\"EUR\\")")
          }`,
        resolvers: {
          Person: {
            __resolveReference: self,
            entity: ({ id }: { id: string }) => `entity ${id}`,
            reminder: ({ phone }: { phone: string }) => `call ${phone}`,
            bill: ({ price }: { price: string }) => `pay ${price}`,
          },
        },
      },
    );
  });
  afterAll(() => graph.stop());

  it.each([
    ["an alias like a key", "{ id: other entity }", { id: "999", entity: "entity 1" }],
    ["an alias like a key after it", "{ entity id: other }", { entity: "entity 1", id: "999" }],
    ["an alias like a required field", "{ phone: name reminder }", { phone: "Ada", reminder: "call 555" }],
    ["an alias like an inaccessible key", "{ ssn: name entity }", { ssn: "Ada", entity: "entity 1" }],
    [
      "other arguments of a required field",
      '{ price(currency: "XXX") bill }',
      { price: "9 XXX", bill: "pay 9 EUR" },
    ],
    [
      "other arguments after the required field",
      '{ bill price(currency: "XXX") }',
      { bill: "pay 9 EUR", price: "9 XXX" },
    ],
  ])("is not changed by %s", async (_name, selection, person) => {
    const { data, errors } = await graph.query(`{ person ${selection} }`);
    expect(errors).toEqual([]);
    expect(JSON.stringify(data)).toBe(JSON.stringify({ person }));
  });

  it("is not changed by a variable that is called like it", async () => {
    const query = "query ($representations: String) { person { price(currency: $representations) entity } }";
    const variables = { representations: [{ __typename: "Person", id: "999", ssn: "" }] };
    expect(await graph.query(query, variables)).toEqual({
      status: 400,
      data: undefined,
      errors: [" VALIDATION_ERROR"],
    });
  });

  it("does not show in the path of an error", async () => {
    graph.answers.set("calls", jsonResponse(503, {}));
    const { data, errors } = await graph.query("{ id: person { ssn: name phone: entity } }");
    expect(data).toEqual({ id: { ssn: "Ada", phone: null } });
    expect(errors).toEqual(["id.phone DEPENDENCY_UNAVAILABLE"]);
  });
});
