import { describe, expect, it } from "vitest";
import {
  hasLuhnCheckDigit,
  hasVerhoeffCheckDigit,
  isAadhaarNumber,
  isPaymentCardNumber,
} from "./identifiers.ts";

describe("Luhn", () => {
  it.each(["79927398713", "4111111111111111", "378282246310005", "0"])("accepts %s", (digits) => {
    expect(hasLuhnCheckDigit(digits)).toBe(true);
  });

  it("refuses every other last digit, and anything but digits", () => {
    const others = Array.from({ length: 10 }, (_, digit) => `7992739871${String(digit)}`).filter(
      (digits) => digits !== "79927398713",
    );
    expect(others.filter(hasLuhnCheckDigit)).toEqual([]);
    expect(["", "4111 1111 1111 1111", "4111-1111", "abc"].filter(hasLuhnCheckDigit)).toEqual([]);
  });
});

describe("payment card numbers", () => {
  it.each([
    "4222222222222",
    "30569309025904",
    "378282246310005",
    "4111111111111111",
    "5555555555554444",
    "6521111111111110",
    "135412345678911",
    "4000000000000000006",
  ])("accepts %s", (digits) => {
    expect(isPaymentCardNumber(digits)).toBe(true);
  });

  it("refuses numbers too short, too long, padded with zeros, or that are a time since 1970", () => {
    expect(
      [
        "411111111116",
        "41111111111111111112",
        "0000000000000000",
        "1764000000000",
        "1764000000000004",
      ].filter(isPaymentCardNumber),
    ).toEqual([]);
    expect(hasLuhnCheckDigit("1764000000000")).toBe(true);
  });
});

describe("Verhoeff", () => {
  it("accepts the published example 2363 and refuses every other last digit", () => {
    const accepted = Array.from({ length: 10 }, (_, digit) => `236${String(digit)}`).filter(
      hasVerhoeffCheckDigit,
    );
    expect(accepted).toEqual(["2363"]);
  });

  it("finds every swap of two neighbours", () => {
    const digits = "234123412346";
    expect(hasVerhoeffCheckDigit(digits)).toBe(true);
    const swapped = Array.from({ length: 11 }, (_, at) => {
      const [left = "", right = ""] = digits.slice(at, at + 2);
      return digits.slice(0, at) + right + left + digits.slice(at + 2);
    });
    expect(swapped.filter(hasVerhoeffCheckDigit)).toEqual([]);
  });

  it("refuses anything but digits", () => {
    expect(hasVerhoeffCheckDigit("")).toBe(false);
    expect(hasVerhoeffCheckDigit("2341 2341 2346")).toBe(false);
  });
});

describe("Aadhaar numbers", () => {
  it("takes twelve digits from 2 on with a check digit", () => {
    expect(isAadhaarNumber("234123412346")).toBe(true);
    expect(isAadhaarNumber("234123412347")).toBe(false);
    expect(isAadhaarNumber("2363")).toBe(false);
    expect(isAadhaarNumber("034123412346")).toBe(false);
  });
});
