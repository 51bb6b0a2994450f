import { expect, it } from "vitest";
import { BREAK_GLASS_PURPOSES, CONFIDENTIALITIES, glassReaches } from "./confidentiality.ts";

it("opens for each purpose what is kept at its level and less closely", () => {
  const opened = BREAK_GLASS_PURPOSES.map((purpose) => [
    purpose,
    ...CONFIDENTIALITIES.filter((level) => glassReaches(purpose, level)),
  ]);
  expect(opened).toStrictEqual([
    ["EMERGENCY_TREATMENT", "NORMAL", "RESTRICTED", "VERY_RESTRICTED"],
    ["SAFEGUARDING", "NORMAL", "RESTRICTED"],
    ["CONTINUITY_OF_CARE", "NORMAL"],
  ]);
});
