import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BusyCalendar, type Busy } from "./busy-calendar.ts";

const busy = fc
  .record({
    resourceId: fc.constantFrom("a", "b"),
    fromMs: fc.nat(100),
    length: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ resourceId, fromMs, length }): Busy => ({ resourceId, fromMs, untilMs: fromMs + length }));

describe("BusyCalendar", () => {
  it("is free exactly when nothing of the resource's overlaps", () => {
    fc.assert(
      fc.property(fc.array(busy, { maxLength: 12 }), busy, (all, asked) => {
        const overlaps = all.some(
          ({ resourceId, fromMs, untilMs }) =>
            resourceId === asked.resourceId && fromMs < asked.untilMs && asked.fromMs < untilMs,
        );
        expect(new BusyCalendar(all).isFree(asked.resourceId, asked)).toBe(!overlaps);
      }),
      { numRuns: 1000 },
    );
  });

  it("lets one thing begin in the instant another ends", () => {
    const calendar = new BusyCalendar([{ resourceId: "a", fromMs: 10, untilMs: 20 }]);
    expect(calendar.isFree("a", { fromMs: 20, untilMs: 30 })).toBe(true);
    expect(calendar.isFree("a", { fromMs: 0, untilMs: 10 })).toBe(true);
    expect(calendar.isFree("a", { fromMs: 19, untilMs: 30 })).toBe(false);
  });
});
