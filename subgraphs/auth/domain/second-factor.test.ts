import { describe, expect, it } from "vitest";
import { ROLES } from "#shared/auth/viewer.ts";
import { isRecentlyShown, nextStepOf, requiresSecondFactor } from "./second-factor.ts";

describe("requiresSecondFactor", () => {
  it("is so for admins and support, whatever else they are, and for nobody else", () => {
    const required = ROLES.filter((role) => requiresSecondFactor({ roles: [role] }));
    expect(required).toEqual(["ADMIN", "SUPPORT"]);
    expect(requiresSecondFactor({ roles: ["USER", "SUPPORT"] })).toBe(true);
    expect(requiresSecondFactor({ roles: [] })).toBe(false);
  });
});

describe("nextStepOf", () => {
  it.each([
    ["USER", false, null],
    ["USER", true, "SECOND_FACTOR"],
    ["ADMIN", false, "ENROL_SECOND_FACTOR"],
    ["ADMIN", true, "SECOND_FACTOR"],
  ])("after the password of a %s with a factor: %s, it is %s", (role, hasFactor, step) => {
    expect(nextStepOf({ roles: [role] }, hasFactor)).toBe(step);
  });
});

describe("isRecentlyShown", () => {
  const now = new Date("2026-03-09T10:15:00.000Z");
  it.each([
    ["2026-03-09T10:00:00.000Z", true],
    ["2026-03-09T09:59:59.999Z", false],
  ])("shown at %s: %s", (shownAt, expected) => {
    expect(isRecentlyShown(new Date(shownAt), now)).toBe(expected);
  });

  it("is not so when it was never shown", () => {
    expect(isRecentlyShown(null, now)).toBe(false);
  });
});
