import { buildSchema, getOperationAST, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { assertAliasesAllowed, assertExecutable } from "./operation-checks.ts";
import { selectedFields } from "./walk-fields.ts";

const schema = buildSchema("type Query { a: String } type Subscription { a: String }");

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
