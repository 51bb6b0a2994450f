import { describe, expect, it } from "vitest";
import { beginLifetime, renewedExpiry } from "./session-lifetime.ts";

const now = new Date("2026-03-02T08:00:00Z");
const MINUTE_MS = 60_000;

describe("a session's lifetime", () => {
  it("has an idle end and an absolute end", () => {
    expect(beginLifetime(now, { idleMs: 30 * MINUTE_MS, absoluteMs: 720 * MINUTE_MS })).toEqual({
      expiresAt: new Date("2026-03-02T08:30:00Z"),
      endsAt: new Date("2026-03-02T20:00:00Z"),
    });
  });

  it("never has an idle end after the absolute one", () => {
    expect(beginLifetime(now, { idleMs: 30 * MINUTE_MS, absoluteMs: 10 * MINUTE_MS })).toEqual({
      expiresAt: new Date("2026-03-02T08:10:00Z"),
      endsAt: new Date("2026-03-02T08:10:00Z"),
    });
  });

  it("moves on with use", () => {
    expect(renewedExpiry(now, { idleMs: 30 * MINUTE_MS, absoluteMs: 720 * MINUTE_MS })).toEqual(
      new Date("2026-03-02T08:30:00Z"),
    );
  });
});
