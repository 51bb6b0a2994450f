import { describe, expect, it } from "vitest";
import { DEPRECATION_FORM, parseDeprecation } from "./deprecation.ts";

describe("a reason of a deprecation", () => {
  it("says since when, what to use and until when", () => {
    expect(parseDeprecation("Since 2026-12-01. Use `Patient.name`. Ends 2027-06-01.")).toEqual({
      since: "2026-12-01",
      replacement: "Patient.name",
      endsOn: "2027-06-01",
    });
    expect(
      parseDeprecation("Since 2026-12-01. Nothing replaces it. Ends 2027-06-01. It was\nnever used."),
    ).toEqual({
      since: "2026-12-01",
      replacement: null,
      endsOn: "2027-06-01",
    });
    expect(parseDeprecation(DEPRECATION_FORM)).toBeDefined();
  });

  it.each([
    "No longer supported",
    "Use `Patient.name`.",
    "Since 2026-12-01. Use Patient.name. Ends 2027-06-01.",
    "Since 2026-12-01. Use `Patient.name`.",
    "Since 2026-02-30. Use `Patient.name`. Ends 2027-06-01.",
    "Since 2026-12-01. Use `Patient.name`. Ends 2026-12-01.",
    "Since 2026-12-01. Use `Patient.name`. Ends 2027-06-01",
  ])("is not: %s", (reason) => {
    expect(parseDeprecation(reason)).toBeUndefined();
  });
});
