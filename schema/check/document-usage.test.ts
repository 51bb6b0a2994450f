import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { usageOf } from "./document-usage.ts";

const schema = buildSchema(`
  type Query { find(by: Filter, first: Int = 20, order: Order): [Thing!]! node: Node }
  input Filter { name: String within: Range } input Range { from: Int } enum Order { UP DOWN }
  interface Node { id: ID! } type Thing implements Node { id: ID! kind: Kind! other: String } enum Kind { A B }
  type Unused implements Node { id: ID! }
`);

describe("what a document relies on", () => {
  it("are the types, fields and arguments it names, and of enums and inputs everything", () => {
    const usage = usageOf(
      schema,
      "query ($by: Filter) { find(by: $by) { kind ...T } } fragment T on Thing { id }",
    );
    expect([...usage].toSorted()).toEqual([
      ...["Filter", "Filter.name", "Filter.within", "ID", "Int", "Kind", "Kind.A", "Kind.B"],
      ...["Query", "Query.find", "Query.find.by", "Range", "Range.from", "String"],
      ...["Thing", "Thing.id", "Thing.kind"],
    ]);
  });

  it("are of a literal the enum that it is of", () => {
    const usage = usageOf(schema, "{ find(order: UP) { id } }");
    expect(usage.has("Order.DOWN")).toBe(true);
    expect(usage.has("Query.find.order")).toBe(true);
    expect(usage.has("Query.find.first")).toBe(false);
  });

  it("are of an interface's field those of all that implement it", () => {
    const usage = usageOf(schema, "{ node { id ... on Thing { other } } }");
    expect([...usage].filter((coordinate) => coordinate.includes(".")).toSorted()).toEqual([
      ...["Node.id", "Query.node", "Thing.id", "Thing.other", "Unused.id"],
    ]);
  });
});
