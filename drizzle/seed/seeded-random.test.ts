import { describe, expect, it } from "vitest";
import { seededId } from "./seeded-ids.ts";
import { createSeededRandom } from "#shared/random/seeded-random.ts";

describe("seeded random numbers", () => {
  it("are the same for the same name, on every machine", () => {
    const random = createSeededRandom("test");
    expect(Array.from({ length: 6 }, () => random.integer(1, 100))).toEqual([55, 66, 14, 87, 35, 63]);
  });

  it("differ between names", () => {
    expect(createSeededRandom("a").fraction()).not.toBe(createSeededRandom("b").fraction());
  });

  it("stay within their bounds and reach both ends", () => {
    const random = createSeededRandom("bounds");
    const drawn = new Set(Array.from({ length: 1_000 }, () => random.integer(-2, 2)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  it("hit a chance about as often as it says", () => {
    const random = createSeededRandom("chance");
    const hits = Array.from({ length: 10_000 }, () => random.chance(0.2)).filter(Boolean).length;
    expect(hits).toBeGreaterThan(1_850);
    expect(hits).toBeLessThan(2_150);
  });

  it("refuse to pick from nothing", () => {
    expect(() => createSeededRandom("empty").pick([])).toThrow("nothing to pick from");
  });
});

describe("seeded ids", () => {
  it("are valid UUIDs that never change", () => {
    expect(seededId("tenant", "northwind")).toBe("e8236faf-a20e-5dd6-b9a2-d0736cb00ae1");
    expect(seededId("room", "northwind-berlin", 1)).not.toBe(seededId("room", "northwind-berlin", 2));
  });
});
