import { describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/errors/catalogue.ts";
import { lastingRefusals, needsPurpose } from "./verdict.ts";

const refusal = (code: ErrorCode) => ({ code, reason: "Because.", fields: [] });
const preflight = (...codes: ErrorCode[]) => ({
  operation: null,
  budget: { remaining: 1, resetSeconds: 1 },
  refusals: codes.map(refusal),
});

describe("what the router says before a run", () => {
  it("is lifted by a purpose only where nothing else is missing", () => {
    const both = preflight("PURPOSE_NEEDED", "AUTH_FORBIDDEN");
    expect([needsPurpose(both), lastingRefusals(both)]).toEqual([true, [refusal("AUTH_FORBIDDEN")]]);
    const purposeOnly = preflight("PURPOSE_NEEDED");
    expect([needsPurpose(purposeOnly), lastingRefusals(purposeOnly)]).toEqual([true, []]);
    expect(needsPurpose(preflight("AUTH_FORBIDDEN"))).toBe(false);
  });
});
