/** State of an appointment; FHIR R4 AppointmentStatus. */
export type AppointmentStatus =
  | "PROPOSED"
  | "PENDING"
  | "BOOKED"
  | "ARRIVED"
  | "CHECKED_IN"
  | "FULFILLED"
  | "CANCELLED"
  | "NOSHOW"
  | "WAITLIST"
  | "ENTERED_IN_ERROR";

/** What can be done to an existing appointment. */
export type AppointmentCommand = "reschedule" | "cancel";

/** The state machine: command → state it may be given in → state it leads to. What is not here is not allowed. */
const TRANSITIONS: Readonly<
  Record<AppointmentCommand, Readonly<Partial<Record<AppointmentStatus, AppointmentStatus>>>>
> = {
  reschedule: { BOOKED: "BOOKED" },
  cancel: { PROPOSED: "CANCELLED", PENDING: "CANCELLED", BOOKED: "CANCELLED", WAITLIST: "CANCELLED" },
};

/**
 * The state that `command` leads to, or null when it is not allowed in the current one. Nothing is allowed once the
 * appointment has begun: a missed one must not vanish, as it would if it could then be cancelled or moved.
 */
export function nextStatus(
  command: AppointmentCommand,
  current: { readonly status: AppointmentStatus; readonly startsAt: Date },
  now: Date,
): AppointmentStatus | null {
  if (current.startsAt <= now) return null;
  return TRANSITIONS[command][current.status] ?? null;
}
