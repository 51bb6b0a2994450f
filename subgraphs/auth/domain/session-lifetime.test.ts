import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  beginImpersonation,
  beginLifetime,
  renewedExpiry,
  stateOfSession,
  unchangedUntil,
} from "./session-lifetime.ts";

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

describe("a session that is used", () => {
  const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

  it.each([
    // Idle lifetime in minutes; seconds from now to the idle end and to the absolute end.
    [30, 1800, 9000, "FRESH"],
    [30, 1741, 9000, "FRESH"],
    [30, 1740, 9000, "DUE"],
    [30, 1, 9000, "DUE"],
    [30, 0, 9000, "ENDED"],
    [30, -1, 9000, "ENDED"],
    // Up to the absolute end, be it ever so near, and not beyond.
    [30, 900, 930, "DUE"],
    [30, 930, 930, "FRESH"],
    // A lifetime shorter than the step, and one that was configured longer when the session was renewed.
    [1, 31, 9000, "FRESH"],
    [1, 30, 9000, "DUE"],
    [5, 1800, 9000, "FRESH"],
  ])(
    "with an idle lifetime of %d min, idle end in %d s and end in %d s is %s",
    (idle, expires, ends, state) => {
      const lifetimes = { idleMs: idle * MINUTE_MS, absoluteMs: 720 * MINUTE_MS };
      expect(stateOfSession({ expiresAt: at(expires), endsAt: at(ends) }, now, lifetimes)).toBe(state);
    },
  );
});

describe("an answer about a session", () => {
  it("stays right until use moves the session's end or it has ended, and not a millisecond longer", () => {
    const ms = fc.integer({ min: 1, max: 120 * MINUTE_MS });
    fc.assert(
      fc.property(ms, ms, ms, (idleMs, leftMs, untilEndMs) => {
        const lifetimes = { idleMs, absoluteMs: 720 * MINUTE_MS };
        const expiresAt = new Date(now.getTime() + Math.min(leftMs, idleMs, untilEndMs));
        const session = { expiresAt, endsAt: new Date(now.getTime() + untilEndMs) };
        fc.pre(stateOfSession(session, now, lifetimes) === "FRESH");
        const until = unchangedUntil(session, lifetimes);
        // Renewal steps may be halves of milliseconds.
        const before = new Date(Math.ceil(until.getTime()) - 1);
        expect(stateOfSession(session, before, lifetimes)).toBe("FRESH");
        expect(stateOfSession(session, new Date(until.getTime() + 1), lifetimes)).not.toBe("FRESH");
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("acting in another's place", () => {
  it("ends after 30 minutes, or with the session that it began from", () => {
    const lifetimes = { idleMs: 60 * MINUTE_MS, absoluteMs: 720 * MINUTE_MS };
    const at = (minutes: number): Date => new Date(now.getTime() + minutes * MINUTE_MS);
    expect(beginImpersonation(now, lifetimes, at(300))).toEqual({ expiresAt: at(30), endsAt: at(30) });
    expect(beginImpersonation(now, lifetimes, at(12))).toEqual({ expiresAt: at(12), endsAt: at(12) });
    expect(beginImpersonation(now, { ...lifetimes, idleMs: 5 * MINUTE_MS }, at(300))).toEqual({
      expiresAt: at(5),
      endsAt: at(30),
    });
  });
});
