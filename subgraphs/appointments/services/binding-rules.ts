import type { Role, Viewer } from "#shared/auth/viewer.ts";
import type { BookingRules } from "../domain/booking-window.ts";

/** They know the clinic's day, and fit in who comes in person. */
const STAFF: ReadonlySet<Role> = new Set(["ADMIN", "SUPPORT", "PRACTITIONER"]);

/** The rules of a service by which whoever books is bound; null for staff. */
export function bindingRules({ roles }: Viewer, rules: BookingRules): BookingRules | null {
  return roles.some((role) => STAFF.has(role)) ? null : rules;
}
