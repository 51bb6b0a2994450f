import { describe, expect, it } from "vitest";
import { newRecoveryCodes, readRecoveryCode } from "./recovery-code.ts";
import { hashSecret } from "./secret-hash.ts";

describe("recovery codes", () => {
  it("are ten, all different, in groups that can be typed", () => {
    const { codes } = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
  });

  it("are kept as hashes of what is read of them, however they are typed", () => {
    const { codes, hashes } = newRecoveryCodes();
    const typed = codes.map((code) => ` ${code.toLowerCase().replaceAll("-", " ")} `);
    expect(typed.map((code) => hashSecret(readRecoveryCode(code) ?? ""))).toEqual(hashes);
  });

  it.each(["", "123456", "ABCD-EFGH", "ABCD-EFGH-ABCD-EFGH-ABCD-EFG1", "ABCD-EFGH-ABCD-EFGH-ABCD-EFGHA"])(
    "%j cannot be one",
    (typed) => {
      expect(readRecoveryCode(typed)).toBeNull();
    },
  );
});
