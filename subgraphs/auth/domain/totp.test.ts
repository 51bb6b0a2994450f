import { Secret } from "otpauth";
import { describe, expect, it } from "vitest";
import { codeAt, newTotpSecret, secondsLeftAt, stepOfCode, totpUri } from "./totp.ts";

/** The secret of the test vectors of RFC 6238, appendix B. */
const SECRET = Secret.fromLatin1("12345678901234567890").base32;

describe("a code", () => {
  it.each([
    // The last six of the eight digits of the RFC.
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("is that of RFC 6238 after %d seconds: %s", (seconds, code) => {
    const now = new Date(seconds * 1000);
    expect(codeAt(SECRET, now)).toBe(code);
    expect(stepOfCode(SECRET, code, now)).toBe(Math.floor(seconds / 30));
  });

  it("is taken in its step and the one before and after it, and told by its own step", () => {
    const now = new Date("2026-03-09T10:00:15.000Z");
    const step = Math.floor(now.getTime() / 30_000);
    const later = (steps: number): Date => new Date(now.getTime() + steps * 30_000);
    const taken = [-2, -1, 0, 1, 2].map((steps) => stepOfCode(SECRET, codeAt(SECRET, now), later(steps)));
    expect(taken).toEqual([null, step, step, step, null]);
  });

  it.each(["", "28708", "2870820", "28708a", "２８７０８２"])("%j is none", (text) => {
    expect(stepOfCode(SECRET, text, new Date(59_000))).toBeNull();
  });

  it("may be typed with spaces, as apps show it", () => {
    expect(stepOfCode(SECRET, " 287 082 ", new Date(59_000))).toBe(1);
  });

  it("is shown for thirty seconds", () => {
    const at = (milliseconds: number): number => secondsLeftAt(new Date(milliseconds));
    expect([at(0), at(1), at(29_000), at(29_999), at(30_000)]).toEqual([30, 30, 1, 1, 30]);
  });
});

describe("a secret", () => {
  it("is twenty random bytes in base32", () => {
    const secrets = Array.from({ length: 100 }, newTotpSecret);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(secrets).size).toBe(100);
  });

  it("is told to an app with what the app has to know", () => {
    const uri = new URL(totpUri({ secret: SECRET, issuer: "Northwind Clinics", label: "mara@post.example" }));
    expect(uri.protocol + uri.host).toBe("otpauth:totp");
    expect(decodeURIComponent(uri.pathname)).toBe("/Northwind Clinics:mara@post.example");
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: "Northwind Clinics",
      secret: SECRET,
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });
});
