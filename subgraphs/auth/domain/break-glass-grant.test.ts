import { describe, expect, it } from "vitest";
import { expiryOfGrant, isGrantInForce, obstacleToReview } from "./break-glass-grant.ts";

const NOW = new Date("2026-03-09T10:00:00.000Z");
const LATER = new Date("2026-03-09T10:00:00.001Z");
const open = { sessionId: "s", expiresAt: LATER, endedAt: null, accountId: "holder", reviewedAt: null };
const over = { ...open, expiresAt: NOW };

describe("a grant", () => {
  it("lasts half an hour", () => {
    expect(expiryOfGrant(NOW)).toStrictEqual(new Date("2026-03-09T10:30:00.000Z"));
  });

  it.each([
    ["a millisecond before it expires", {}, true],
    ["when it expires", { expiresAt: NOW }, false],
    ["once ended", { endedAt: NOW }, false],
    ["without its session", { sessionId: null }, false],
  ])("is in force or not: %s", (_case, changes, expected) => {
    expect(isGrantInForce({ ...open, ...changes }, NOW)).toBe(expected);
  });

  it.each([
    ["by the holder", over, "holder", "OWN_GRANT"],
    ["while in force", open, "other", "GRANT_IN_FORCE"],
    ["again", { ...over, reviewedAt: NOW }, "other", "ALREADY_REVIEWED"],
    ["once over", over, "other", null],
  ])("is reviewed or not: %s", (_case, grant, reviewerId, expected) => {
    expect(obstacleToReview(grant, reviewerId, NOW)).toBe(expected);
  });
});
