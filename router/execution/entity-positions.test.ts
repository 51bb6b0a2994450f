import { describe, expect, it } from "vitest";
import { positionsOfEntities, rememberRoot } from "./entity-positions.ts";

const HITS = [
  { __typename: "Book", isbn: "1" },
  null,
  { __typename: "Person", id: "1" },
  { __typename: "Book", isbn: "2", size: { width: 1 }, tags: ["a"] },
];

describe("the positions of entities", () => {
  it("skip those that the fetch did not ask about, and nulls", () => {
    const request = {};
    rememberRoot(request, null);
    rememberRoot(request, { other: 1 });
    rememberRoot(request, { hits: HITS });
    const books = [
      { __typename: "Book", isbn: "1" },
      { __typename: "Book", isbn: "2", size: { width: 1 }, tags: ["a"] },
    ];
    expect(positionsOfEntities(request, ["hits", "@"], books)).toEqual([0, 2]);
    expect(positionsOfEntities(request, ["hits", "@"], [{ __typename: "Work", isbn: "2" }])).toEqual([2]);
  });

  it("see what was merged into the answer later, in lists of lists too", () => {
    const request = {};
    const book: Record<string, unknown> = { __typename: "Book", isbn: "1" };
    rememberRoot(request, { shelves: [[null], [book]] });
    book["author"] = { __typename: "Person", id: "p1" };
    const path = ["shelves", "@", "@", "author"];
    expect(positionsOfEntities(request, path, [{ __typename: "Person", id: "p1" }])).toEqual([0]);
  });

  it("are not known when the two do not fit", () => {
    const request = {};
    rememberRoot(request, { hits: HITS });
    expect(positionsOfEntities(request, ["hits", "@"], [{ __typename: "Book", isbn: "3" }])).toBeNull();
    expect(
      positionsOfEntities(request, ["hits", "@"], [{ __typename: "Book", isbn: "2", tags: ["b"] }]),
    ).toBeNull();
    expect(positionsOfEntities(request, ["none"], [{ __typename: "Book", isbn: "1" }])).toBeNull();
    expect(positionsOfEntities({}, ["hits", "@"], ["text"])).toBeNull();
  });
});
