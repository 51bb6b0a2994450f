import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joined, type Interval } from "./interval.ts";

const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 12 }))
  .map(([fromMs, length]): Interval => ({ fromMs, untilMs: fromMs + length }));

/** Every millisecond that one of them has. */
function momentsOf(intervals: readonly Interval[]): readonly number[] {
  const moments = intervals.flatMap(({ fromMs, untilMs }) =>
    Array.from({ length: untilMs - fromMs }, (_none, index) => fromMs + index),
  );
  return [...new Set(moments)].sort((a, b) => a - b);
}

describe("joined intervals", () => {
  it("have the same moments, in stretches that neither meet nor overlap, ascending", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (intervals) => {
        const stretches = joined(intervals);
        expect(momentsOf(stretches)).toEqual(momentsOf(intervals));
        for (const [index, { fromMs }] of stretches.entries()) {
          expect(fromMs).toBeGreaterThan(stretches[index - 1]?.untilMs ?? -1);
        }
      }),
    );
  });
});
