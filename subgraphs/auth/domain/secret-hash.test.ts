import { describe, expect, it } from "vitest";
import { fingerprint, hashSecret, hasHash } from "./secret-hash.ts";

describe("the hash of a secret", () => {
  it("is SHA-256 in base64url", () => {
    expect(hashSecret("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });

  it("fits its secret only", () => {
    expect(hasHash("abc", hashSecret("abc"))).toBe(true);
    expect(hasHash("abd", hashSecret("abc"))).toBe(false);
    expect(hasHash("abc", "short")).toBe(false);
  });
});

describe("a fingerprint", () => {
  it("is the first 72 bits of the hash", () => {
    expect(fingerprint("abc")).toBe("ungWv48Bz-pB");
  });
});
