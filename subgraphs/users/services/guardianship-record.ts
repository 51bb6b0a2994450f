import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import type { AcceptedGuardianship, GuardianshipRow } from "../repositories/guardianship-repository.ts";

/** Tells that an account acts for a patient. Numbered with the patient: it must not overtake the end of what it replaces. */
export function tellOfStart(record: ChangeRecord, row: AcceptedGuardianship): void {
  record.event("guardianship.started.v1", row.patientId, {
    guardianshipId: row.id,
    patientId: row.patientId,
    accountId: row.guardianAccountId,
    scopes: row.scopes,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  });
}

/** Tells that it does so no more. An invitation that nobody took was never told of. */
export function tellOfEnd(record: ChangeRecord, row: GuardianshipRow, now: Date): void {
  const { id: guardianshipId, patientId, guardianAccountId: accountId } = row;
  if (accountId === null) return;
  record.event("guardianship.ended.v1", patientId, {
    ...{ guardianshipId, patientId, accountId },
    endedAt: now.toISOString(),
  });
}

/** Writes the audit entry of a change: who acts for whom, and by what. */
export function recordGuardianship(
  record: ChangeRecord,
  action: "guardianship:invite" | "guardianship:accept" | "guardianship:end",
  row: GuardianshipRow,
  detail: Readonly<Record<string, string>> = {},
): void {
  record.audit({
    category: "CHANGE",
    action,
    outcome: "SUCCESS",
    patientId: row.patientId,
    entityType: "Guardianship",
    entityId: row.id,
    detail: {
      relationship: row.relationship,
      basis: row.basis,
      scopes: row.scopes.join(" "),
      ...(row.guardianAccountId !== null && { guardianAccountId: row.guardianAccountId }),
      ...detail,
    },
  });
}
