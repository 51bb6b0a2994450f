import { describe, expect, it } from "vitest";
import { guardianshipEndMs } from "./guardianship-term.ts";

const NOW_MS = Date.parse("2026-03-09T10:00:00Z");

function endOf(
  birthDate: string,
  expiresAt: string | null,
  basis: "PATIENT_CONSENT" | "STAFF_VERIFIED" = "STAFF_VERIFIED",
  nowMs = NOW_MS,
): string | null {
  const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt);
  const endMs = guardianshipEndMs({ basis, birthDate, expiresAtMs, nowMs });
  return endMs === null ? null : new Date(endMs).toISOString();
}

describe("what staff have verified for a child", () => {
  it("ends with the 18th birthday, where that begins first", () => {
    expect(endOf("2014-05-20", null)).toBe("2032-05-19T10:00:00.000Z");
  });

  it("ends then at the latest, and sooner when that is asked for", () => {
    expect(endOf("2014-05-20", "2040-01-01T00:00:00Z")).toBe("2032-05-19T10:00:00.000Z");
    expect(endOf("2014-05-20", "2027-01-01T00:00:00Z")).toBe("2027-01-01T00:00:00.000Z");
  });

  it("ends on 28 February for who was born on a leap day", () => {
    expect(endOf("2012-02-29", null)).toBe("2030-02-27T10:00:00.000Z");
  });

  it.each([
    ["one millisecond before", Date.parse("2026-03-09T10:00:00Z") - 1, "2026-03-09T10:00:00.000Z"],
    ["at", Date.parse("2026-03-09T10:00:00Z"), null],
  ])("is of a child until %s the birthday begins", (_when, nowMs, end) => {
    expect(endOf("2008-03-10", null, "STAFF_VERIFIED", nowMs)).toBe(end);
  });
});

describe("all other guardianships", () => {
  it.each([
    ["verified for an adult", "1950-01-01", "STAFF_VERIFIED" as const],
    ["that a patient has consented to, of whatever age", "2014-05-20", "PATIENT_CONSENT" as const],
  ])("%s end when that was asked for, or not by themselves", (_name, birthDate, basis) => {
    expect(endOf(birthDate, null, basis)).toBeNull();
    expect(endOf(birthDate, "2040-01-01T00:00:00Z", basis)).toBe("2040-01-01T00:00:00.000Z");
  });
});
