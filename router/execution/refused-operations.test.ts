import { describe, expect, it } from "vitest";
import { useTestRouters } from "../test/open-routers.ts";

const setUp = useTestRouters();

function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(" ");
}

describe("refused operations", () => {
  it.each([
    ["a syntax error", "{ greeting", "VALIDATION_ERROR", "Syntax Error: Expected Name, found <EOF>."],
    [
      "an unknown field, without a hint",
      "{ greetin }",
      "VALIDATION_ERROR",
      'Cannot query field "greetin" on type "Query".',
    ],
    [
      "an unnamed choice",
      "query A { greeting } query B { greeting }",
      "VALIDATION_ERROR",
      "Name one of the operations in the document.",
    ],
    [
      "a subscription",
      "subscription { greeting }",
      "VALIDATION_ERROR",
      'Operations of the kind "subscription" are not offered here.',
    ],
    [
      "a reserved alias",
      "{ __proto__: greeting }",
      "VALIDATION_ERROR",
      'The alias of "__proto__" must not begin with two underscores.',
    ],
    [
      "too many aliases",
      `{ ${repeat(16, (index) => `a${String(index)}: greeting`)} }`,
      "COST_LIMIT_EXCEEDED",
      "The document has too many aliases.",
    ],
    [
      "too many directives",
      `{ ${repeat(10, () => "greeting @skip(if: false)")} }`,
      "COST_LIMIT_EXCEEDED",
      "The document has too many directives.",
    ],
    [
      "too many tokens",
      `{ ${"greeting ".repeat(1_600)} }`,
      "COST_LIMIT_EXCEEDED",
      "The document is too long.",
    ],
  ])("answer 400 to %s", async (_name, query, code, message) => {
    const { send, calls } = await setUp();
    const { status, body } = await send(query, { isSignedOut: true });
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(body.errors?.map((error) => error.extensions["code"])).toContain(code);
    expect(body.errors?.map((error) => error.message)).toContain(message);
    expect(calls).toEqual([]);
  });

  it("answer 400 to fields nested too deeply, also by fragments", async () => {
    const { send } = await setUp({
      limits: { maxDepth: 2, maxCost: 5_000, maxAliases: 15, maxDirectives: 9, maxTokens: 1_500 },
    });
    const query = "{ appointments { ...A } } fragment A on Appointment { patient { name } }";
    const { status, body } = await send(query);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { message: "The document nests its fields too deeply.", extensions: { code: "COST_LIMIT_EXCEEDED" } },
    ]);
  });

  it.each([
    ["in the document", "{ appointments(first: 100) { patient { appointments(first: 100) { id } } } }", {}],
    [
      "in a variable",
      "query ($n: Int) { appointments(first: $n) { patient { appointments(first: $n) { id } } } }",
      { n: 100 },
    ],
    [
      "in a variable's default",
      "query ($n: Int = 100) { appointments(first: $n) { patient { appointments(first: $n) { id } } } }",
      {},
    ],
    ["in the schema", "{ appointments(first: 100) { patient { appointments { id } } } }", {}],
  ])(
    "answer 400 to what costs too much, the size being %s, before any subgraph is called",
    async (_place, query, variables) => {
      const { send, calls, denials } = await setUp();
      const { status, body } = await send(query, { variables, isSignedOut: true });
      expect(status).toBe(400);
      expect(body.data).toBeUndefined();
      expect(body.errors).toMatchObject([
        { message: "The document asks for too much.", extensions: { code: "COST_LIMIT_EXCEEDED" } },
      ]);
      expect([calls, denials]).toEqual([[], []]);
    },
  );

  it("do not answer 400 to the same when it asks for less", async () => {
    const { send } = await setUp();
    const query =
      "query ($n: Int) { appointments(first: $n) { patient { appointments(first: $n) { id } } } }";
    expect((await send(query, { variables: { n: 50 } })).status).toBe(200);
  });

  it("answer 400 to variables of the wrong type", async () => {
    const { send } = await setUp();
    const { status, body } = await send("query A($id: ID!) { patient(id: $id) { name } }", { variables: {} });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      {
        message: 'Variable "$id" of required type "ID!" was not provided.',
        extensions: { code: "VALIDATION_ERROR" },
      },
    ]);
  });

  it("answer 403 to documents named by hash, unless they are registered", async () => {
    const { router } = await setUp();
    const response = await router.app.inject({
      method: "POST",
      url: "/graphql",
      payload: { extensions: { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } } },
    });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({
      errors: [{ message: "The document is not registered.", extensions: { code: "DOCUMENT_NOT_TRUSTED" } }],
    });
  });

  it("never show the query plan", async () => {
    const { send } = await setUp();
    const { body } = await send("{ greeting }", { headers: { "apollo-query-plan-experimental": "1" } });
    expect(body).toEqual({ data: { greeting: "hello" } });
  });
});
