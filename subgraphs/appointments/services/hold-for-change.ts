import type { Tx } from "#shared/db/database.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { slotHoldAttributes } from "../policies.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import { SlotHoldRepository, type SlotHoldRow } from "../repositories/slot-hold-repository.ts";
import { endOffer } from "./waitlist-changes.ts";

/** Why a hold is none that anything can be done with. */
export const HOLD_PROBLEMS = ["HOLD_NOT_FOUND", "HOLD_EXPIRED", "HOLD_ENDED"] as const;

/** One of {@link HOLD_PROBLEMS}. */
export type HoldProblem = (typeof HOLD_PROBLEMS)[number];

/** A hold that keeps its time, or why there is none. */
export type HoldForChange =
  | { readonly hold: SlotHoldRow; readonly problem: null }
  | { readonly hold: null; readonly problem: HoldProblem };

/** The hold, locked, if it keeps its time and the viewer may use it. @throws AppError `AUTH_FORBIDDEN` */
export async function findHoldForChange(
  { access, viewer }: RequestContext,
  tx: Tx,
  id: string,
): Promise<HoldForChange> {
  const tenantId = requireTenant(viewer);
  access.assertCanOnSome("appointment:book");
  const found = await new SlotHoldRepository(tx).findForChange({ tenantId, id });
  if (found === undefined) {
    access.noteHidden("appointment:book", { type: "SlotHold", id, tenantId, patientId: null });
    return { hold: null, problem: "HOLD_NOT_FOUND" };
  }
  const { hold, isExpired } = found;
  access.assertCan("appointment:book", { ...slotHoldAttributes(hold), minimumTier: "STANDARD" });
  if (hold.endedAt !== null) return { hold: null, problem: "HOLD_ENDED" };
  return isExpired ? { hold: null, problem: "HOLD_EXPIRED" } : { hold, problem: null };
}

/** Ends a hold and frees what it takes; the offer that it is for, if it is for one, ends with it. */
export async function endHold(
  tx: Tx,
  record: ChangeRecord,
  { id, tenantId, waitlistEntryId }: Pick<SlotHoldRow, "id" | "tenantId" | "waitlistEntryId">,
  { outcome, now }: { readonly outcome: "ACCEPTED" | "DECLINED"; readonly now: Date },
): Promise<void> {
  await Promise.all([
    new SlotHoldRepository(tx).end({ tenantId, id, now }),
    new AllocationRepository(tx).release({ tenantId, holdId: id, now }),
    waitlistEntryId !== null && endOffer(tx, record, { tenantId, waitlistEntryId, outcome, now }),
  ]);
}
