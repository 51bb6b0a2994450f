import { describe, expect, it } from "vitest";
import { newTypedCode, readTypedCode } from "./typed-code.ts";

describe("a code that a person types", () => {
  it("is never the same, and in groups", () => {
    const codes = Array.from({ length: 100 }, newTypedCode);
    expect(new Set(codes).size).toBe(100);
    for (const code of codes) expect(code).toMatch(/^(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
  });

  it("is read however it is typed", () => {
    const code = newTypedCode();
    const letters = code.replaceAll("-", "");
    for (const typed of [code, letters, ` ${code.toLowerCase().replaceAll("-", " ")} `]) {
      expect(readTypedCode(typed)).toBe(letters);
    }
  });

  it.each(["", "123456", "ABCD-EFGH-ABCD-EFGH-ABCD-EFG1", "ABCD-EFGH-ABCD-EFGH-ABCD-EFGHA"])(
    "%j cannot be one",
    (typed) => {
      expect(readTypedCode(typed)).toBeNull();
    },
  );
});
