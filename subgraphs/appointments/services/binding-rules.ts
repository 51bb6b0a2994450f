import type { Role, Viewer } from "#shared/auth/viewer.ts";
import type { CancellationInitiator } from "../domain/appointment-fee.ts";
import type { BookingRules } from "../domain/booking-window.ts";
import type { AppointmentRow } from "../repositories/appointment-repository.ts";

/** They know the clinic's day, and fit in who comes in person. */
const STAFF: ReadonlySet<Role> = new Set(["ADMIN", "SUPPORT", "PRACTITIONER"]);

/** The rules of a service by which whoever books is bound; null for staff. */
export function bindingRules({ roles }: Viewer, rules: BookingRules): BookingRules | null {
  return roles.some((role) => STAFF.has(role)) ? null : rules;
}

/** Whose side the viewer is on with this patient's appointment: that of the clinic for its staff, unless it is their own or a ward's. */
export function sideOf(
  { roles, patientId }: Viewer,
  appointment: Pick<AppointmentRow, "patientId" | "guardianship">,
): CancellationInitiator {
  const isStaff = roles.some((role) => STAFF.has(role));
  const isOwn = patientId === appointment.patientId || appointment.guardianship !== null;
  return isStaff && !isOwn ? "CLINIC" : "PATIENT";
}
