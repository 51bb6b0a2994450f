import { describe, expect, it } from "vitest";
import { mergeInto } from "./merge.ts";
import type { Values } from "./values.ts";

function merged(target: Values, source: Values, isShared = false): Values {
  mergeInto(target, source, isShared);
  return target;
}

describe("what a fetch brought", () => {
  it("is merged key by key, objects and lists of the same length too", () => {
    const target = { id: 1, name: { given: "Ada" }, tags: [{ a: 1 }, null, 3] };
    const source = { name: { family: "Byron" }, tags: [{ b: 2 }, { c: 3 }, 4], age: null };
    expect(merged(target, source)).toEqual({
      id: 1,
      name: { given: "Ada", family: "Byron" },
      tags: [{ a: 1, b: 2 }, { c: 3 }, 4],
      age: null,
    });
  });

  it("replaces what is of another shape, and leaves what it does not have", () => {
    const target: Values = { name: null, list: [1], kept: "a", text: "b" };
    expect(merged(target, { name: { given: "Ada" }, list: [1, 2], kept: undefined, text: ["c"] })).toEqual({
      name: { given: "Ada" },
      list: [1, 2],
      kept: "a",
      text: ["c"],
    });
  });

  it("is no part of two places at once", () => {
    const source = { clinic: { rooms: [{ id: 1 }] } };
    const [first, second] = [merged({}, source), merged({}, source, true)];
    expect(second).toEqual(first);
    mergeInto(second, { clinic: { rooms: [{ size: 9 }], city: "Ulm" } }, false);
    expect(first).toEqual({ clinic: { rooms: [{ id: 1 }] } });
  });

  it("may be called what every object has", () => {
    expect(Object.entries(merged({}, { constructor: { a: 1 }, toString: "b" }))).toEqual([
      ["constructor", { a: 1 }],
      ["toString", "b"],
    ]);
    expect(Reflect.get(Object, "a")).toBeUndefined();
  });
});
