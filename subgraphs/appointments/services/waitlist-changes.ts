import type { Tx } from "#shared/db/database.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { WaitlistOfferRepository } from "../repositories/waitlist-offer-repository.ts";
import { WaitlistRepository, type WaitlistEntryRow } from "../repositories/waitlist-repository.ts";
import type { ChangedEntry } from "../repositories/waitlist-round-repository.ts";
import { onBehalfDetail } from "./on-behalf-detail.ts";

/** What people do with offers: what the entry becomes, and what the audit log calls it. */
const AFTER = {
  ACCEPTED: { status: "BOOKED", action: "appointment:waitlist:accept" },
  DECLINED: { status: "WAITING", action: "appointment:waitlist:decline" },
} as const;

/** Ends the open offer of an entry, with which the entry is booked or waits again. */
export async function endOffer(
  tx: Tx,
  record: ChangeRecord,
  {
    tenantId,
    waitlistEntryId,
    outcome,
    now,
  }: {
    readonly tenantId: string;
    readonly waitlistEntryId: string;
    readonly outcome: keyof typeof AFTER;
    readonly now: Date;
  },
): Promise<void> {
  const { status, action } = AFTER[outcome];
  const [, entries] = await Promise.all([
    new WaitlistOfferRepository(tx).end({ tenantId, entryIds: [waitlistEntryId], outcome, now }),
    new WaitlistRepository(tx).setStatus({ tenantId, ids: [waitlistEntryId], status, now }),
  ]);
  for (const entry of entries) tellOfEntry(record, action, entry);
}

/** Writes a change of an entry into the audit log. */
export function tellOfEntry(
  record: ChangeRecord,
  action: string,
  {
    id: entityId,
    patientId,
    version,
    guardianship = null,
  }: ChangedEntry & Partial<Pick<WaitlistEntryRow, "guardianship">>,
): void {
  record.audit({
    ...{ category: "CHANGE", action, outcome: "SUCCESS", patientId, entityType: "WaitlistEntry", entityId },
    detail: { version, ...onBehalfDetail({ guardianship }) },
  });
}
