import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { representationOf } from "./representations.ts";
import { typeConditionsOf } from "./type-conditions.ts";
import type { Values } from "./values.ts";

const CONDITIONS = typeConditionsOf(
  buildSchema(`
    type Query { work: Work any: Any }
    interface Named { name: String }
    interface Work implements Named { id: ID name: String }
    type Book implements Work & Named { id: ID name: String size: Size sizes: [Size] }
    type Film { id: ID }
    type Size { width: Int }
    union Any = Book | Film
  `),
);

const field = (name: string, selections?: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: "Field",
  name,
  ...(selections && { selections }),
});
const on = (typeCondition: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: "InlineFragment",
  typeCondition,
  selections: [field("__typename"), ...selections],
});
const represent = (entity: Values, ...selections: QueryPlanSelectionNode[]): Values | undefined =>
  representationOf(entity, selections, CONDITIONS);

const BOOK = { __typename: "Book", id: "b1", name: "Alba", size: { width: 3, height: 4 }, price: 9 };

describe("the representation of an entity", () => {
  it("has the fields that the fetch requires of its type, also those of several fragments", () => {
    const size = field("size", [field("width")]);
    expect(represent(BOOK, on("Book", field("id")), on("Film", field("price")), on("Work", size))).toEqual({
      __typename: "Book",
      id: "b1",
      size: { width: 3 },
    });
  });

  it.each(["Book", "Work", "Named", "Any"])("is made for a Book by a fragment on %s", (condition) => {
    expect(represent(BOOK, on(condition, field("id")))).toEqual({ __typename: "Book", id: "b1" });
  });

  it("is made by a fragment on an interface for what is only known as another that implements it", () => {
    const entity = { __typename: "Work", id: "w1" };
    expect(represent(entity, on("Named", field("id")))).toEqual(entity);
    expect(represent(entity, on("Book", field("id")))).toBeUndefined();
  });

  it("is not made when a field is missing, and holds a field that is null", () => {
    expect(represent({ __typename: "Book" }, on("Book", field("id")))).toBeUndefined();
    expect(represent({ __typename: "Book", id: null }, on("Book", field("id")))).toEqual({
      __typename: "Book",
      id: null,
    });
    expect(represent({ id: "b1" }, on("Book", field("id")))).toBeUndefined();
  });

  it("goes into lists and past what is null", () => {
    const entity = { __typename: "Book", sizes: [{ width: 1 }, null, {}], size: null };
    const width = [field("width")];
    expect(represent(entity, on("Book", field("sizes", width), field("size", width)))).toEqual({
      __typename: "Book",
      sizes: [{ width: 1 }, null, null],
      size: null,
    });
  });

  it("takes a field by its alias", () => {
    const alias: QueryPlanSelectionNode = { kind: "Field", name: "id", alias: "key" };
    expect(represent({ __typename: "Book", key: 1 }, on("Book", alias))).toEqual({
      __typename: "Book",
      key: 1,
    });
  });
});
