import { describe, expect, it } from "vitest";
import { isTellable, tellableGroups } from "./small-cells.ts";

function toldOf(...sizes: readonly number[]): readonly number[] {
  return [...tellableGroups(new Map(sizes.map((size, group) => [group, size])))];
}

describe("groups of one whole", () => {
  it.each([
    { sizes: [0, 11, 40], told: [0, 1, 2], why: "none is small" },
    { sizes: [3, 20, 40], told: [2], why: "a small one needs the next larger beside it" },
    { sizes: [5, 6, 40], told: [2], why: "two small ones are enough" },
    { sizes: [0, 3, 20, 40], told: [3], why: "none at all does not hide a small one" },
    { sizes: [3, 20, 20, 40], told: [3], why: "which of two alike is beside it would tell" },
    { sizes: [10, 10, 10, 12], told: [], why: "a remainder of 30 would be three of ten" },
    { sizes: [3, 4], told: [], why: "all of it is small" },
    { sizes: [], told: [], why: "there is nothing" },
  ])("are told one by one as far as $sizes allows: $why", ({ sizes, told }) => {
    expect(toldOf(...sizes)).toEqual(told);
  });

  it("are, in every whole of four, never known to be 1 to 10 together, by whoever knows the rule and all that is told", () => {
    const possible = new Map<string, number[][]>();
    const most = 13;
    for (let index = 0; index < (most + 1) ** 4; index += 1) {
      const sizes = [0, 1, 2, 3].map((place) => Math.floor(index / (most + 1) ** place) % (most + 1));
      const total = sizes.reduce((sum, size) => sum + size);
      if (!isTellable(total)) continue;
      const told = new Set(toldOf(...sizes));
      const answer = `${String(total)}: ${sizes.map((size, group) => (told.has(group) ? size : "?")).join(" ")}`;
      possible.set(answer, [...(possible.get(answer) ?? []), sizes]);
    }
    const known = [...possible].flatMap(([answer, worlds]) =>
      Array.from({ length: 15 }, (_, index) => index + 1)
        .map((subset) =>
          worlds.map((sizes) =>
            sizes.reduce((sum, size, group) => sum + ((subset >> group) % 2 === 1 ? size : 0), 0),
          ),
        )
        .filter((totals) => new Set(totals).size === 1 && !isTellable(totals[0] ?? 0))
        .map(() => answer),
    );
    expect(known).toEqual([]);
    expect(possible.size).toBeGreaterThan(1_000);
  });
});
