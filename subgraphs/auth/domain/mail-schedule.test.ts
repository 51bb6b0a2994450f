import { describe, expect, it } from "vitest";
import { nextTry } from "./mail-schedule.ts";

describe("a mail that the server does not take", () => {
  it("is tried again after half a minute, then twice as long each time, up to ten minutes", () => {
    const now = new Date("2026-03-09T10:00:00.000Z");
    const seconds = [0, 1, 2, 3, 4, 5, 60].map(
      (attempts) => (nextTry(now, attempts).getTime() - now.getTime()) / 1000,
    );
    expect(seconds).toEqual([30, 60, 120, 240, 480, 600, 600]);
  });
});
