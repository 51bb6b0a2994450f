import { describe, expect, it } from "vitest";
import { createSeededRandom } from "#shared/random/seeded-random.ts";
import { compareSamples } from "./compare-samples.ts";

describe("two samples", () => {
  it("that do not overlap are told apart", () => {
    const { superiority, p, medianAMs, medianBMs } = compareSamples([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]);
    expect([superiority, medianAMs, medianBMs]).toEqual([1, 3, 8]);
    // By hand: U = 0, mean 12.5, deviation √(25·11/12), with the correction for continuity z = 2.507.
    expect(p).toBeCloseTo(0.01219, 4);
  });

  it("that are equal, or all the same, are not", () => {
    expect(compareSamples([1, 2, 3, 4], [1, 2, 3, 4])).toMatchObject({
      superiority: 0.5,
      p: expect.closeTo(1, 6),
    });
    expect(compareSamples([7, 7, 7], [7, 7, 7])).toMatchObject({ superiority: 0.5, p: expect.closeTo(1, 6) });
  });

  it("of one distribution differ by chance as often as p says, and of two that are shifted hardly ever do not", () => {
    const random = createSeededRandom("timing");
    const sample = (shift: number): number[] =>
      Array.from({ length: 100 }, () => shift + random.fraction() + random.fraction() + random.fraction());
    const below = (shift: number): number =>
      Array.from({ length: 400 }, () => compareSamples(sample(0), sample(shift)).p).filter((p) => p < 0.05)
        .length;
    const byChance = below(0);
    expect(byChance).toBeGreaterThan(5);
    expect(byChance).toBeLessThan(40);
    expect(below(0.3)).toBeGreaterThan(380);
  });
});
