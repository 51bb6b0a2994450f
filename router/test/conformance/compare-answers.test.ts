import { describe, expect, it } from "vitest";
import { differences } from "./compare-answers.ts";

const at = (...path: (string | number)[]) => ({ path });

describe("the comparison of two answers", () => {
  it("sees values, keys and their order", () => {
    expect(differences({ data: { a: 1, b: [2] } }, { data: { a: 1, b: [2] } })).toEqual([]);
    expect(differences({ data: { a: 1, b: 2 } }, { data: { b: 2, a: 1 } })).toHaveLength(2);
    expect(differences({ data: { a: 1 } }, { data: { a: null } })).toHaveLength(2);
    expect(differences({ data: null }, {})).toHaveLength(2);
  });

  it("sees a null that only one of them explains, and an error for what has a value", () => {
    const data = { a: null, b: [{ c: 1 }, null] };
    expect(differences({ data }, { data, errors: [at("a")] })).toEqual(['no error for ["a"]']);
    expect(differences({ data, errors: [at("a")] }, { data })).toEqual(['an error for ["a"]']);
    expect(differences({ data, errors: [at("b", 0, "c")] }, { data })).toEqual([
      'an error for ["b",0,"c"], which has a value',
    ]);
    expect(differences({ data, errors: [{}] }, { data })).toEqual(["an error without a path"]);
  });

  it("takes errors below one null for one, and lets pass those for fields that nobody asked for", () => {
    const data = { a: null, b: [{ c: 1 }, null] };
    const errors = [at("b", 1, "x"), at("b", 1, "y", 0), at("b", 0, "other")];
    expect(differences({ data, errors }, { data, errors: [at("b", 1)] })).toEqual([]);
  });
});
