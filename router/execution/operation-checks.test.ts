import { buildSchema, getOperationAST, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { assertAliasesAllowed, assertExecutable, coerceVariables } from "./operation-checks.ts";
import { selectedFields } from "./walk-fields.ts";

const schema = buildSchema(
  "scalar Any type Query { a(b: [Int], c: Int, any: Any): String } type Subscription { a: String }",
);

function check(source: string, operationName?: string): void {
  const document = parse(source);
  const operation = getOperationAST(document, operationName) ?? undefined;
  assertExecutable(schema, operation);
  assertAliasesAllowed(selectedFields(schema, document, operation));
}

describe("assertExecutable and assertAliasesAllowed", () => {
  it("accept a query", () => {
    expect(() => check("{ a b: a }")).not.toThrow();
  });

  it("refuse a document that leaves open which operation is meant", () => {
    expect(() => check("query A { a } query B { a }")).toThrow("Name one of the operations in the document.");
    expect(() => check("query A { a }", "B")).toThrow("Name one of the operations in the document.");
  });

  it.each(["subscription", "mutation"])("refuse a %s, which is not offered", (kind) => {
    expect(() => check(`${kind} { a }`)).toThrow(`Operations of the kind "${kind}" are not offered here.`);
  });

  it("refuse aliases that look like introspection or prototypes", () => {
    expect(() => check("{ __proto__: a }")).toThrow(
      'The alias of "__proto__" must not begin with two underscores.',
    );
  });
});

describe("coerceVariables", () => {
  const coerce = (source: string, given: Record<string, unknown>): unknown => {
    const operation = getOperationAST(parse(source));
    return operation ? coerceVariables(schema, operation, given) : undefined;
  };

  it("gives the values that the operation gets", () => {
    const source = "query ($a: Int = 7, $b: [Int], $c: Int) { a }";
    expect(coerce(source, { b: 1, unknown: 2 })).toEqual({ a: 7, b: [1] });
    expect(coerce("{ a }", {})).toEqual({});
  });

  it.each([
    ["lists", (depth: number) => "[".repeat(depth) + "]".repeat(depth)],
    ["objects", (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`],
  ])("refuses %s that nest too deeply, which nobody could print again", (_name, nested) => {
    const source = "query ($any: Any) { a(any: $any) }";
    const given = (depth: number): Record<string, unknown> => ({ any: JSON.parse(nested(depth)) as unknown });
    expect(coerce(source, given(99))).toEqual(given(99));
    for (const depth of [102, 200_000]) {
      expect(() => coerce(source, given(depth))).toThrow(
        expect.objectContaining({
          code: "VALIDATION_ERROR",
          message: "The variables nest too deeply.",
        }),
      );
    }
  });

  it("refuses values that do not fit, saying the first of them", () => {
    expect(() => coerce("query ($a: Int!, $b: Int!) { a }", {})).toThrow(
      expect.objectContaining({
        code: "VALIDATION_ERROR",
        message: 'Variable "$a" of required type "Int!" was not provided.',
      }),
    );
  });
});
