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

describe("nextStatus", () => {
  it("lets only a booked appointment be moved, and leaves it booked", () => {
    const allowed = STATUSES.map((status) => [status, nextStatus("reschedule", status)]).filter(
      ([, next]) => next,
    );
    expect(allowed).toEqual([["BOOKED", "BOOKED"]]);
  });

  it("lets what has not begun be cancelled, once", () => {
    const allowed = STATUSES.map((status) => [status, nextStatus("cancel", status)]).filter(
      ([, next]) => next,
    );
    expect(allowed).toEqual([
      ["PROPOSED", "CANCELLED"],
      ["PENDING", "CANCELLED"],
      ["BOOKED", "CANCELLED"],
      ["WAITLIST", "CANCELLED"],
    ]);
  });
});
