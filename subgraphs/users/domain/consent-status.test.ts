import { describe, expect, it } from "vitest";
import { consentStatus } from "./consent-status.ts";

const at = (time: string): Date => new Date(`2026-03-09T${time}:00.000Z`);

describe("the state of a consent", () => {
  it.each([
    ["ACTIVE", { expiresAt: null, withdrawnAt: null }],
    ["ACTIVE", { expiresAt: at("10:01"), withdrawnAt: null }],
    ["EXPIRED", { expiresAt: at("10:00"), withdrawnAt: null }],
    ["INACTIVE", { expiresAt: null, withdrawnAt: at("09:00") }],
    ["INACTIVE", { expiresAt: at("09:30"), withdrawnAt: at("09:00") }],
    ["EXPIRED", { expiresAt: at("09:00"), withdrawnAt: at("09:30") }],
  ])("is %s at ten with %o: what ended it first", (status, ends) => {
    expect(consentStatus(ends, at("10:00"))).toBe(status);
  });
});
