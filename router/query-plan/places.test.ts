import { describe, expect, it } from "vitest";
import { objectsAt, placesAt } from "./places.ts";

const RESULT = {
  shelves: [[{ book: { isbn: "1" } }, null], null, [{ book: null }, { book: { isbn: "2" } }, {}]],
  name: "text",
};

describe("objects at a path of the plan", () => {
  it("are those of every list on the way, without what is null or missing", () => {
    expect(objectsAt(RESULT, ["shelves", "@", "@", "book"])).toEqual([{ isbn: "1" }, { isbn: "2" }]);
  });

  it("are the result itself at its root, and none at a value or below it", () => {
    expect(objectsAt(RESULT, [])).toEqual([RESULT]);
    expect(objectsAt(RESULT, ["name"])).toEqual([]);
    expect(objectsAt(RESULT, ["name", "first"])).toEqual([]);
  });

  it("are none where only every object has something of the name", () => {
    expect(objectsAt({}, ["constructor"])).toEqual([]);
    expect(objectsAt({}, ["__proto__"])).toEqual([]);
  });

  it("have places in the result", () => {
    const places = placesAt(RESULT, ["shelves", "@", "@", "book"]);
    expect([...places]).toEqual([
      [{ isbn: "1" }, ["shelves", 0, 0, "book"]],
      [{ isbn: "2" }, ["shelves", 2, 1, "book"]],
    ]);
    expect([...places.keys()][0]).toBe(RESULT.shelves[0]?.[0]?.book);
    expect([...placesAt(RESULT, [])]).toEqual([[RESULT, []]]);
    expect([...placesAt(RESULT, ["name"])]).toEqual([]);
  });
});
