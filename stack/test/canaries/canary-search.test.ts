import { describe, expect, it } from "vitest";
import { CanaryMint } from "./canary-mint.ts";
import { findCanaries } from "./canary-search.ts";

describe("a canary", () => {
  it.each(["text", "email", "phone", "id", "token"] as const)(
    "of the shape %s is found as it is, in capitals and in base64",
    (shape) => {
      const mint = new CanaryMint();
      const value = mint.make("here", shape);
      const other = new CanaryMint().make("there", shape);
      const found = (text: string): unknown[] =>
        findCanaries(mint.canaries, "log", text).map(({ place, foundIn }) => [place, foundIn]);
      expect(found(`password=${value}.`)).toEqual([["here", "log"]]);
      expect(found(value.toUpperCase())).toEqual([["here", "log"]]);
      expect(found(Buffer.from(value).toString("base64"))).toEqual([["here", "log"]]);
      expect(found(other)).toEqual([]);
    },
  );

  it("is told with what stands around it", () => {
    const mint = new CanaryMint();
    const value = mint.make("here", "token");
    expect(findCanaries(mint.canaries, "log", `before ${value} after`)).toEqual([
      { place: "here", foundIn: "log", around: `before ${value} after` },
    ]);
  });
});
