import { buildSchema, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestRouter, type TestRouter } from "../test/test-router.ts";
import { parseOperation } from "../test/parse-operation.ts";
import { deprecatedInVariables, deprecatedUses } from "./deprecated-uses.ts";

const REASON = '(reason: "Since 2026-01-01. Use `Query.new`. Ends 2027-01-01.")';
const schema = buildSchema(`
  type Query {
    new(kind: Kind, input: Filter, inputs: [Filter!], old: Int @deprecated${REASON}): Thing
    old: Thing @deprecated${REASON}
    careless: Int @deprecated(reason: "It is gone soon")
  }
  type Thing { id: ID old: Int @deprecated${REASON} next: Thing }
  enum Kind { NEW OLD @deprecated${REASON} }
  input Filter { kind: Kind old: Int @deprecated${REASON} nested: Filter }
`);

function usesOf(text: string): string[] {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return deprecatedUses(schema, document, parseOperation(text).operation).map(({ coordinate }) => coordinate);
}

describe("what an operation uses that is deprecated", () => {
  it.each([
    ["nothing", "{ new { id } }", []],
    ["a field, however often", "{ old { id } again: old { id } }", ["Query.old"]],
    ["a field of a fragment", "{ new { ...F } } fragment F on Thing { next { old } }", ["Thing.old"]],
    ["an argument", "{ new(old: 1) { id } }", ["Query.new(old:)"]],
    ["a value of an enum", "{ new(kind: OLD) { id } }", ["Kind.OLD"]],
    [
      "a field of an input, in a list, in another",
      "{ new(inputs: [{ nested: { old: 1, kind: OLD } }]) { id } }",
      ["Filter.old", "Kind.OLD"],
    ],
    ["the default of a variable", "query Q($kind: Kind = OLD) { new(kind: $kind) { id } }", ["Kind.OLD"]],
    ["only what is its own, of two", "query A { new { id } } query B { old { id } }", []],
  ])("%s", (_what, text, coordinates) => {
    expect(usesOf(text)).toEqual(coordinates);
  });

  it("is told with its replacement and dates, as far as the reason has them", () => {
    const text = "{ old { id } careless }";
    expect(deprecatedUses(schema, parse(text), parseOperation(text).operation)).toEqual([
      {
        coordinate: "Query.old",
        replacement: "Query.new",
        since: new Date("2026-01-01T00:00:00Z"),
        endsAt: new Date("2027-01-01T00:00:00Z"),
      },
      { coordinate: "Query.careless", replacement: null, since: null, endsAt: null },
    ]);
  });

  it.each([
    ["nothing", { input: { kind: "NEW" }, kind: null }, []],
    ["a value", { kind: "OLD" }, ["Kind.OLD"]],
    ["a field of an input", { input: { nested: { old: 0, kind: "OLD" } } }, ["Kind.OLD", "Filter.old"]],
    ["in a list, and in one value for a list", { inputs: [{ kind: "OLD" }] }, ["Kind.OLD"]],
    ["in one value for a list", { inputs: { old: 1 } }, ["Filter.old"]],
  ])("in variables: %s", (_what, variables, coordinates) => {
    const { operation } = parseOperation(
      "query Q($kind: Kind, $input: Filter, $inputs: [Filter!]) { new(kind: $kind, input: $input, inputs: $inputs) { id } }",
    );
    const found = deprecatedInVariables(schema, operation, variables);
    expect(found.map(({ coordinate }) => coordinate)).toEqual(coordinates);
  });
});

describe("an answer", () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await createTestRouter();
  });
  afterAll(() => router.router.stop());

  it("names what is deprecated, its replacement and its end, in headers and extensions", async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      const { status, headers, body } = await router.send("{ hello }");
      expect(status).toBe(200);
      expect(headers).toMatchObject({ deprecation: "@1767225600", sunset: "Fri, 01 Jan 2027 00:00:00 GMT" });
      expect(body).toEqual({
        data: { hello: "hello" },
        extensions: {
          deprecations: [
            {
              coordinate: "Query.hello",
              replacement: "Query.greeting",
              since: "2026-01-01T00:00:00.000Z",
              endsAt: "2027-01-01T00:00:00.000Z",
            },
          ],
        },
      });
    }
  });

  it("has neither when there is nothing to tell", async () => {
    const { headers, body } = await router.send("{ greeting }");
    expect([headers["deprecation"], headers["sunset"], body.extensions]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
