import { describe, expect, it } from "vitest";
import { isCodeChallenge, isCodeVerifier, provesChallenge } from "./pkce.ts";

// https://www.rfc-editor.org/rfc/rfc7636#appendix-B
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

describe("a code verifier", () => {
  it("proves the challenge that was made of it, and no other", () => {
    expect(provesChallenge(VERIFIER, CHALLENGE)).toBe(true);
    expect(provesChallenge(CHALLENGE, CHALLENGE)).toBe(false);
    expect(provesChallenge(`${VERIFIER}A`, CHALLENGE)).toBe(false);
    expect(provesChallenge(VERIFIER, "")).toBe(false);
  });

  it("has 43 to 128 unreserved characters", () => {
    expect([42, 43, 128, 129].map((length) => isCodeVerifier("a".repeat(length)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isCodeVerifier(`${"a".repeat(43)}\n`)).toBe(false);
    expect(isCodeVerifier(`${"a".repeat(42)}é`)).toBe(false);
  });

  it("has a challenge of 43 characters", () => {
    expect(isCodeChallenge(CHALLENGE)).toBe(true);
    expect(isCodeChallenge(`${CHALLENGE}=`)).toBe(false);
    expect(isCodeChallenge(CHALLENGE.slice(1))).toBe(false);
    expect(isCodeChallenge(`${CHALLENGE.slice(1)}+`)).toBe(false);
  });
});
