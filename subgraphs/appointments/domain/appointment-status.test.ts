import { describe, expect, it } from "vitest";
import { APPOINTMENT_STATUSES, COMMANDS, transition, type AppointmentCommand } from "./appointment-status.ts";

const NOW = new Date("2026-03-09T08:00:00.000Z");
const HOUR_MS = 60 * 60 * 1000;

/** Every state from which something leads on, for an appointment that starts so long after now. */
function leadsFrom(command: AppointmentCommand, startsInMs: number): readonly string[] {
  const startsAt = new Date(NOW.getTime() + startsInMs);
  return APPOINTMENT_STATUSES.flatMap((status) => {
    const next = transition(command, { status, startsAt }, NOW);
    return next.problem === null ? [`${status} → ${next.status}`] : [];
  });
}

const CANCELLED = ["PROPOSED", "PENDING", "BOOKED", "WAITLIST"].map((status) => `${status} → CANCELLED`);
const CHECKED_IN = ["BOOKED → CHECKED_IN", "ARRIVED → CHECKED_IN"];
const STARTED = ["ARRIVED → CHECKED_IN", "CHECKED_IN → CHECKED_IN"];
const COMPLETED = ["ARRIVED → FULFILLED", "CHECKED_IN → FULFILLED"];

describe("the state machine of appointments", () => {
  it.each<
    [when: string, startsInMs: number, allowed: Partial<Record<AppointmentCommand, readonly string[]>>]
  >([
    ["days before the start", 48 * HOUR_MS, { reschedule: ["BOOKED → BOOKED"], cancel: CANCELLED }],
    [
      "a moment too early for an arrival",
      12 * HOUR_MS + 1,
      { reschedule: ["BOOKED → BOOKED"], cancel: CANCELLED },
    ],
    [
      "twelve hours before the start",
      12 * HOUR_MS,
      {
        ...{ reschedule: ["BOOKED → BOOKED"], cancel: CANCELLED, ARRIVE: ["BOOKED → ARRIVED"] },
        ...{ CHECK_IN: CHECKED_IN, START: STARTED, COMPLETE: COMPLETED },
      },
    ],
    [
      "a moment before the start",
      1,
      {
        ...{ reschedule: ["BOOKED → BOOKED"], cancel: CANCELLED, ARRIVE: ["BOOKED → ARRIVED"] },
        ...{ CHECK_IN: CHECKED_IN, START: STARTED, COMPLETE: COMPLETED },
      },
    ],
    ...[0, -48 * HOUR_MS].map(
      (startsInMs): [string, number, Partial<Record<AppointmentCommand, readonly string[]>>] => [
        startsInMs === 0 ? "at the start" : "days after the start",
        startsInMs,
        {
          ...{ ARRIVE: ["BOOKED → ARRIVED"], CHECK_IN: CHECKED_IN, START: STARTED, COMPLETE: COMPLETED },
          MISS: ["BOOKED → NOSHOW"],
        },
      ],
    ),
  ])("allows, %s, this and nothing else", (_when, startsInMs, allowed) => {
    const all = COMMANDS.map((command) => [command, leadsFrom(command, startsInMs)] as const);
    expect(Object.fromEntries(all.filter(([, leads]) => leads.length > 0))).toEqual(allowed);
  });

  it("tells what comes too early from what never comes", () => {
    const startsAt = new Date(NOW.getTime() + 24 * HOUR_MS);
    expect(transition("ARRIVE", { status: "BOOKED", startsAt }, NOW).problem).toBe("TOO_EARLY");
    expect(transition("MISS", { status: "BOOKED", startsAt }, NOW).problem).toBe("TOO_EARLY");
    expect(transition("ARRIVE", { status: "CANCELLED", startsAt }, NOW).problem).toBe(
      "APPOINTMENT_NOT_CHANGEABLE",
    );
    expect(transition("cancel", { status: "BOOKED", startsAt: NOW }, NOW).problem).toBe(
      "APPOINTMENT_NOT_CHANGEABLE",
    );
  });
});
