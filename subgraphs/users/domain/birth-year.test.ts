import { describe, expect, it } from "vitest";
import { tellableBirthYear } from "./birth-year.ts";

const NOW = new Date("2026-03-01T12:00:00Z");

describe("a year of birth", () => {
  it.each([
    [2026, 2026],
    [1937, 1937],
    [1936, null],
    [1900, null],
    [1, null],
  ])("of %i is told in 2026 as %s: from 90 years on it is not", (year, told) => {
    expect(tellableBirthYear(year, NOW)).toBe(told);
  });

  it("turns with the year in UTC", () => {
    expect(tellableBirthYear(1936, new Date("2025-12-31T23:59:59Z"))).toBe(1936);
    expect(tellableBirthYear(1936, new Date("2026-01-01T00:00:00Z"))).toBeNull();
  });
});
