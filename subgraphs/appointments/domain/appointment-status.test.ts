import { describe, expect, it } from "vitest";
import { nextStatus, type AppointmentStatus } from "./appointment-status.ts";

const STATUSES: readonly AppointmentStatus[] = [
  "PROPOSED",
  "PENDING",
  "BOOKED",
  "ARRIVED",
  "CHECKED_IN",
  "FULFILLED",
  "CANCELLED",
  "NOSHOW",
  "WAITLIST",
  "ENTERED_IN_ERROR",
];

const NOW = new Date("2026-03-09T08:00:00.000Z");

function allowedAt(command: "reschedule" | "cancel", startsAt: Date): unknown[][] {
  return STATUSES.map((status) => [status, nextStatus(command, { status, startsAt }, NOW)]).filter(
    ([, next]) => next !== null,
  );
}

describe("nextStatus", () => {
  const later = new Date(NOW.getTime() + 1);

  it("lets only a booked appointment be moved, and leaves it booked", () => {
    expect(allowedAt("reschedule", later)).toEqual([["BOOKED", "BOOKED"]]);
  });

  it("lets what has not begun be cancelled, once", () => {
    expect(allowedAt("cancel", later)).toEqual([
      ["PROPOSED", "CANCELLED"],
      ["PENDING", "CANCELLED"],
      ["BOOKED", "CANCELLED"],
      ["WAITLIST", "CANCELLED"],
    ]);
  });

  it.each(["2026-03-09T08:00:00.000Z", "2026-03-08T08:00:00.000Z"])(
    "allows nothing in any state once it has begun, at %s",
    (startsAt) => {
      expect(allowedAt("reschedule", new Date(startsAt))).toEqual([]);
      expect(allowedAt("cancel", new Date(startsAt))).toEqual([]);
    },
  );
});
