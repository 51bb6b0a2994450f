import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { applyRewrites } from "./rewrites.ts";
import { typeConditionsOf } from "./type-conditions.ts";

const CONDITIONS = typeConditionsOf(
  buildSchema("type Query { w: Work } interface Work { id: ID } type Book implements Work { id: ID }"),
);

type Rewrites = Parameters<typeof applyRewrites>[0];

function rewritten<T>(value: T, ...rewrites: Rewrites): T {
  applyRewrites(rewrites, value, CONDITIONS);
  return value;
}

describe("rewrites of a plan", () => {
  it("set a value for objects of a type", () => {
    const rewrite: Rewrites[number] = {
      kind: "ValueSetter",
      path: ["... on Book", "__typename"],
      setValueTo: "Work",
    };
    expect(rewritten({ __typename: "Book" }, rewrite)).toEqual({ __typename: "Work" });
    expect(rewritten({ __typename: "Film" }, rewrite)).toEqual({ __typename: "Film" });
  });

  it("rename a key, whatever its value, in every item of a list", () => {
    const rewrite: Rewrites[number] = {
      kind: "KeyRenamer",
      path: ["works", "... on Work", "id__0"],
      renameKeyTo: "id",
    };
    const value = {
      works: [
        { __typename: "Book", id__0: 0 },
        { id__0: false },
        { __typename: "Film", id__0: 1 },
        { __typename: "Book", id: 2 },
        null,
        [{ __typename: "Work", id__0: null }],
      ],
    };
    expect(JSON.parse(JSON.stringify(rewritten(value, rewrite)))).toEqual({
      works: [
        { __typename: "Book", id: 0 },
        { id: false },
        { __typename: "Film", id__0: 1 },
        { __typename: "Book", id: 2 },
        null,
        [{ __typename: "Work", id: null }],
      ],
    });
  });

  it("leave what has nothing at their path", () => {
    const rewrite: Rewrites[number] = { kind: "KeyRenamer", path: ["a", "b"], renameKeyTo: "c" };
    expect(rewritten({ a: 1, d: 2 }, rewrite)).toEqual({ a: 1, d: 2 });
    expect(rewritten({}, { kind: "KeyRenamer", path: [], renameKeyTo: "c" })).toEqual({});
  });
});
