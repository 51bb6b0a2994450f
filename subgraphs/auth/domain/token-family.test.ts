import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRefreshTokens } from "./refresh-token.ts";
import {
  beginFamily,
  decideRefresh,
  isFamilyInForce,
  renewedFamilyExpiry,
  type FamilyState,
} from "./token-family.ts";

const START = new Date("2026-03-09T10:00:00.000Z");
const DAY_MS = 86_400_000;
const tokens = createRefreshTokens(Buffer.alloc(32, 7));

function at(ms: number): Date {
  return new Date(START.getTime() + ms);
}

describe("a family of refresh tokens", () => {
  const family: FamilyState = { ...beginFamily(START), revokedAt: null };

  it("ends after 7 days without use, and after 30 days whatever its use", () => {
    expect(family).toEqual({ expiresAt: at(7 * DAY_MS), endsAt: at(30 * DAY_MS), revokedAt: null });
    expect(renewedFamilyExpiry(family, at(5 * DAY_MS))).toEqual(at(12 * DAY_MS));
    expect(renewedFamilyExpiry(family, at(28 * DAY_MS))).toEqual(at(30 * DAY_MS));
    expect(isFamilyInForce(family, at(7 * DAY_MS - 1))).toBe(true);
    expect(isFamilyInForce(family, at(7 * DAY_MS))).toBe(false);
    expect(isFamilyInForce({ ...family, revokedAt: at(1) }, at(2))).toBe(false);
  });

  it("answers a token that was exchanged for ten seconds, and ends when it comes later", () => {
    const exchanged = { rotatedAt: at(1_000) };
    expect(decideRefresh(family, { rotatedAt: null }, at(1_000))).toBe("ROTATE");
    expect(decideRefresh(family, exchanged, at(11_000))).toBe("REPEAT");
    expect(decideRefresh(family, exchanged, at(11_001))).toBe("REUSED");
    expect(decideRefresh({ ...family, revokedAt: at(1) }, { rotatedAt: null }, at(2))).toBe("ENDED");
    expect(decideRefresh(family, { rotatedAt: null }, at(7 * DAY_MS))).toBe("ENDED");
  });
});

describe("the next token", () => {
  it("is the same for everybody who has the one before and the key, and for nobody else", () => {
    const first = tokens.first();
    expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(tokens.first()).not.toBe(first);
    expect(tokens.after(first, 0)).toBe(first);
    expect(tokens.after(first, 1)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(createRefreshTokens(Buffer.alloc(32, 7)).after(first, 3)).toBe(
      tokens.after(tokens.after(tokens.after(first, 1), 1), 1),
    );
    expect(createRefreshTokens(Buffer.alloc(32, 8)).after(first, 1)).not.toBe(tokens.after(first, 1));
  });
});

/** A family as the database keeps it, in memory; `present` is what the service does. */
class ModelFamily {
  readonly rotatedAt: (Date | null)[] = [null];
  readonly lifetime = beginFamily(START);
  expiresAt = this.lifetime.expiresAt;
  revokedAt: Date | null = null;

  /** Answers the generation of the token that is good now, or null for a refusal. */
  present(generation: number, now: Date): number | null {
    const family = { expiresAt: this.expiresAt, endsAt: this.lifetime.endsAt, revokedAt: this.revokedAt };
    const decision = decideRefresh(family, { rotatedAt: this.rotatedAt[generation] ?? null }, now);
    if (decision === "REUSED") this.revokedAt = now;
    if (decision === "REUSED" || decision === "ENDED") return null;
    if (decision === "ROTATE") {
      this.rotatedAt[generation] = now;
      this.rotatedAt.push(null);
      this.expiresAt = renewedFamilyExpiry(this.lifetime, now);
    }
    return this.rotatedAt.length - 1;
  }

  get liveTokens(): number {
    return this.revokedAt === null ? this.rotatedAt.filter((rotated) => rotated === null).length : 0;
  }
}

describe("whatever is presented whenever", () => {
  const step = fc.record({
    /** Which of the tokens that were given out so far, counted from the newest. */
    back: fc.nat(4),
    waitMs: fc.oneof(fc.nat(12_000), fc.nat(3 * DAY_MS)),
  });

  it("leaves one live token at most, and none for ever once one came back after the grace", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const family = new ModelFamily();
        let nowMs = 0;
        for (const { back, waitMs } of steps) {
          nowMs += waitMs;
          const newest = family.rotatedAt.length - 1;
          const generation = Math.max(0, newest - back);
          const rotatedAt = family.rotatedAt[generation] ?? null;
          const wasDead = family.liveTokens === 0;
          const answered = family.present(generation, at(nowMs));
          expect(family.liveTokens).toBeLessThanOrEqual(1);
          if (wasDead) expect(answered).toBeNull();
          else if (rotatedAt !== null && nowMs - (rotatedAt.getTime() - START.getTime()) > 10_000) {
            expect([answered, family.liveTokens]).toEqual([null, at(nowMs) >= family.expiresAt ? 1 : 0]);
          }
          // Whatever was answered is the one that is good.
          if (answered !== null) expect(family.rotatedAt[answered]).toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });
});
