import { describe, expect, it } from "vitest";
import { guardianshipStatus, type GuardianshipTimes } from "./guardianship-status.ts";

const AT = new Date("2026-03-09T10:00:00.000Z");
const BEFORE = new Date(AT.getTime() - 1);
const AFTER = new Date(AT.getTime() + 1);
const invited: GuardianshipTimes = { codeExpiresAt: AFTER, startedAt: null, expiresAt: null, endedAt: null };
const accepted: GuardianshipTimes = { ...invited, codeExpiresAt: BEFORE, startedAt: BEFORE };

describe("the state of a guardianship", () => {
  it.each<[string, GuardianshipTimes, string]>([
    ["an invitation", invited, "INVITED"],
    ["an invitation in the instant its code expires", { ...invited, codeExpiresAt: AT }, "EXPIRED"],
    ["an invitation to what is over by now", { ...invited, expiresAt: AT }, "EXPIRED"],
    ["an invitation that was taken back", { ...invited, endedAt: BEFORE }, "ENDED"],
    ["one in force, whose code is of the past", accepted, "ACTIVE"],
    ["one in force for a while", { ...accepted, expiresAt: AFTER }, "ACTIVE"],
    ["one in the instant it expires", { ...accepted, expiresAt: AT }, "EXPIRED"],
    ["one that was ended before it would have", { ...accepted, expiresAt: AT, endedAt: BEFORE }, "ENDED"],
    [
      "one that was ended when it had expired",
      { ...accepted, expiresAt: BEFORE, endedAt: BEFORE },
      "EXPIRED",
    ],
  ])("of %s", (_name, times, status) => {
    expect(guardianshipStatus(times, AT)).toBe(status);
  });
});
