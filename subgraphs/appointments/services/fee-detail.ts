import type { AuditEntry } from "#shared/messaging/contracts.ts";
import type { Fee } from "../domain/appointment-fee.ts";

/** What the audit log has of a fee that was due: that it was waived. What was charged is an event, and with the appointment. */
export function feeDetail(fee: Fee | null, isWaived: boolean): AuditEntry["detail"] {
  return fee !== null && isWaived ? { isFeeWaived: true } : {};
}
