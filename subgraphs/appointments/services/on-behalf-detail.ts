import type { AuditEntry } from "#shared/messaging/contracts.ts";
import type { AppointmentRow } from "../repositories/appointment-repository.ts";

/** What the audit entry of a change says of who made it as the patient's guardian: that, and by which guardianship. */
export function onBehalfDetail({ guardianship }: Pick<AppointmentRow, "guardianship">): AuditEntry["detail"] {
  return guardianship === null ? {} : { actsAs: "GUARDIAN", guardianshipId: guardianship.id };
}
