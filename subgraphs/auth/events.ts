import type { GrantRow } from "./repositories/break-glass-repository.ts";
import type { JournalEvent } from "./services/journal.ts";

/** Tells that somebody broke the glass: for whom and what for, and not in which words. */
export function openedEvent(grant: GrantRow): JournalEvent<"break-glass.opened.v1"> {
  const { id: grantId, accountId, practitionerId, patientId, purpose, createdAt, expiresAt } = grant;
  return {
    type: "break-glass.opened.v1",
    aggregateId: grantId,
    payload: {
      ...{ grantId, accountId, practitionerId, patientId, purpose },
      openedAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    },
  };
}
