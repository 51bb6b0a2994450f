import { describe, expect, it } from "vitest";
import { timeOfDay, weekdayName } from "./working-week.ts";

describe("weekdayName", () => {
  it("counts from Monday to Sunday", () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(weekdayName)).toEqual([
      "MONDAY",
      "TUESDAY",
      "WEDNESDAY",
      "THURSDAY",
      "FRIDAY",
      "SATURDAY",
      "SUNDAY",
    ]);
  });

  it("refuses a number that is no day", () => {
    expect(() => weekdayName(0)).toThrow(RangeError);
    expect(() => weekdayName(8)).toThrow(RangeError);
  });
});

describe("timeOfDay", () => {
  it("leaves out seconds that are zero", () => {
    expect(timeOfDay("09:00:00")).toBe("09:00");
    expect(timeOfDay("24:00:00")).toBe("24:00");
    expect(timeOfDay("09:00:30")).toBe("09:00:30");
  });
});
