/** States of an appointment; FHIR R4 AppointmentStatus. */
export const APPOINTMENT_STATUSES = [
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
] as const;

/** One of {@link APPOINTMENT_STATUSES}. */
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** How far the attendance of an appointment is, in the schema's spelling. */
export const ATTENDANCE_STEPS = ["ARRIVE", "CHECK_IN", "START", "COMPLETE", "MISS"] as const;

/** One of {@link ATTENDANCE_STEPS}. */
export type AttendanceStep = (typeof ATTENDANCE_STEPS)[number];

/** What can be done to an existing appointment. */
export const COMMANDS = ["reschedule", "cancel", ...ATTENDANCE_STEPS] as const;

/** One of {@link COMMANDS}. */
export type AppointmentCommand = (typeof COMMANDS)[number];

/** From when on, and until when, before or after the start, a command may be given; milliseconds. */
interface Times {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A missed appointment must not vanish, as it would if it could then be cancelled or moved. */
const BEFORE_THE_START: Times = { fromMs: -Infinity, untilMs: 0 };
/** Whoever comes on another day has not come to this appointment. */
const AROUND_THE_START: Times = { fromMs: -12 * 60 * 60 * 1000, untilMs: Infinity };
const AFTER_THE_START: Times = { fromMs: 0, untilMs: Infinity };

/**
 * The state machine: command → when it may be given, and in which state → the state it leads to. What is not here is not allowed, and a
 * trigger of the database says the same (`appointments.follows`).
 */
const TRANSITIONS: Readonly<
  Record<
    AppointmentCommand,
    {
      readonly when: Times;
      readonly leads: Readonly<Partial<Record<AppointmentStatus, AppointmentStatus>>>;
    }
  >
> = {
  reschedule: { when: BEFORE_THE_START, leads: { BOOKED: "BOOKED" } },
  cancel: {
    when: BEFORE_THE_START,
    leads: { PROPOSED: "CANCELLED", PENDING: "CANCELLED", BOOKED: "CANCELLED", WAITLIST: "CANCELLED" },
  },
  ARRIVE: { when: AROUND_THE_START, leads: { BOOKED: "ARRIVED" } },
  CHECK_IN: { when: AROUND_THE_START, leads: { BOOKED: "CHECKED_IN", ARRIVED: "CHECKED_IN" } },
  START: { when: AROUND_THE_START, leads: { ARRIVED: "CHECKED_IN", CHECKED_IN: "CHECKED_IN" } },
  COMPLETE: { when: AROUND_THE_START, leads: { ARRIVED: "FULFILLED", CHECKED_IN: "FULFILLED" } },
  MISS: { when: AFTER_THE_START, leads: { BOOKED: "NOSHOW" } },
};

/** Where a command leads, or why nowhere. */
export type Transition =
  | { readonly status: AppointmentStatus; readonly problem: null }
  | { readonly status: null; readonly problem: "APPOINTMENT_NOT_CHANGEABLE" | "TOO_EARLY" };

/** Where `command` leads an appointment now. */
export function transition(
  command: AppointmentCommand,
  current: { readonly status: AppointmentStatus; readonly startsAt: Date },
  now: Date,
): Transition {
  const { when, leads } = TRANSITIONS[command];
  const status = leads[current.status];
  const sinceStartMs = now.getTime() - current.startsAt.getTime();
  if (status === undefined || sinceStartMs >= when.untilMs)
    return { status: null, problem: "APPOINTMENT_NOT_CHANGEABLE" };
  if (sinceStartMs < when.fromMs) return { status: null, problem: "TOO_EARLY" };
  return { status, problem: null };
}
