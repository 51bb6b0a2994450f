import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { email, entityId, localDate, personName, phoneE164, storableText } from "./input-schemas.ts";

function problems(schema: z.ZodType, value: unknown): string[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => issue.message);
}

describe("email", () => {
  it("is trimmed and in lower case", () => {
    expect(email.parse(" Patient@Northwind.Example\n")).toBe("patient@northwind.example");
  });

  it.each(["", "patient", "a@b", "a b@c.example", "a@b.example,c@d.example"])("refuses %j", (text) => {
    expect(problems(email, text)).toEqual(["Must be an e-mail address."]);
  });

  it("refuses more than 254 characters", () => {
    const text = `a@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.${"f".repeat(20)}.example`;
    expect(problems(email, text)).toEqual(["Must have at most 254 characters."]);
  });
});

describe("personName", () => {
  it.each([
    ["  Asha   Rao ", "Asha Rao"],
    ["O’Brien-D'Souza, Jr.", "O’Brien-D'Souza, Jr."],
    ["Zoe\u0308", "Zoë"],
    ["क्\u200dष", "क्\u200dष"],
    ["李", "李"],
  ])("makes %j into %j", (text, name) => {
    expect(personName.parse(text)).toBe(name);
  });

  it.each([
    ["", ["Must not be empty.", "Must have a letter."]],
    ["12", ["Must have a letter."]],
    ["a".repeat(101), ["Must have at most 100 characters."]],
    ["a\u202eb", ["Must not have line breaks or hidden characters."]],
    ["a\nb", ["Must not have line breaks or hidden characters."]],
    ["<b>a", ["Must not have angle brackets."]],
    ["a\ud800", ["Must not have line breaks or hidden characters."]],
  ])("refuses %j", (text, messages) => {
    expect(problems(personName, text)).toEqual(messages);
  });

  it("refuses what is too long before it is normalised, which takes time that grows with the square", () => {
    const normalize = vi.spyOn(String.prototype, "normalize");
    expect(problems(personName, `a${"\u0301\u0316".repeat(500)}`)).toEqual([
      "Must have at most 100 characters.",
    ]);
    expect(normalize).not.toHaveBeenCalled();
  });
});

describe("phoneE164", () => {
  it("removes what people write between the digits", () => {
    expect(phoneE164.parse("+91 98765-43210")).toBe("+919876543210");
    expect(phoneE164.parse("+1 (555) 123.4567")).toBe("+15551234567");
  });

  it.each(["9876543210", "+0123456789", "+1234567", "+1234567890123456", "+91 98765 4321x"])(
    "refuses %s",
    (text) => {
      expect(problems(phoneE164, text)).toEqual([
        "Must be a telephone number with country code, such as +919876543210.",
      ]);
    },
  );
});

describe("localDate", () => {
  it("takes every day there is", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(localDate.parse(day)).toBe(day);
        },
      ),
    );
  });

  it.each([
    "2025-02-29",
    "2100-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-3-1",
    "2026-03-01T00:00:00Z",
    "01.03.2026",
  ])("refuses %s", (text) => {
    expect(problems(localDate, text)).toEqual(["Must be a day of the calendar, such as 2026-03-01."]);
  });

  it.each(["0000-01-01", "0001-01-01", "1899-12-31"])(
    "refuses %s, of years in which databases and calendars disagree",
    (text) => {
      expect(problems(localDate, text)).toEqual(["Must be in the year 1900 or later."]);
    },
  );
});

describe("storableText", () => {
  it("takes any whole characters up to its length but NUL", () => {
    expect(storableText(3).parse("a\u{1F600}")).toBe("a\u{1F600}");
    expect(storableText(3).safeParse("abcd").success).toBe(false);
    expect(storableText(3).safeParse("a\0").success).toBe(false);
  });

  it.each(["\ud800", "a\udfff", "\udc00\ud800"])("refuses %j, which has half of a character", (text) => {
    expect(problems(storableText(3), text)).toEqual(["Must not have halves of characters."]);
  });
});

describe("entityId", () => {
  it("takes a UUID in any case and returns it in lower case", () => {
    expect(entityId.parse("0193A1F0-7B1E-7C3A-9D2E-1F2A3B4C5D6E")).toBe(
      "0193a1f0-7b1e-7c3a-9d2e-1f2a3b4c5d6e",
    );
    expect(problems(entityId, "7")).toEqual(["Must be an id."]);
  });
});
