import { describe, expect, it } from "vitest";
import { isWeakPassword } from "./password-rule.ts";

describe("a password", () => {
  it.each([
    ["has 12 characters", "abcdefghijkl", "x@y.example", false],
    ["has 11 characters", "abcdefghijk", "x@y.example", true],
    ["has 11 characters of two UTF-16 units", "😀".repeat(11), "x@y.example", true],
    ["has 12 characters of two UTF-16 units", "😀".repeat(12), "x@y.example", false],
    ["contains the address's local part", "my-MARA-password", "mara@y.example", true],
    ["contains a local part of three characters", "my-mar-password", "mar@y.example", false],
    ["contains the domain only", "y.example-1234", "mara@y.example", false],
    ["contains a local part with an @ in it", '"a@b"-password', '"a@b"@y.example', true],
  ])("that %s is judged as it should be", (_, password, email, isWeak) => {
    expect(isWeakPassword(password, email)).toBe(isWeak);
  });
});
