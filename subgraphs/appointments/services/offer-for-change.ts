import type { Tx } from "#shared/db/database.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { WaitlistOfferRepository, type WaitlistOfferRow } from "../repositories/waitlist-offer-repository.ts";
import { HOLD_PROBLEMS, type HoldProblem } from "./hold-for-change.ts";

/** Why an offer is none that anything can be done with. */
export const OFFER_PROBLEMS = ["OFFER_NOT_FOUND", "OFFER_ENDED"] as const;

/** One of {@link OFFER_PROBLEMS}. */
export type OfferProblem = (typeof OFFER_PROBLEMS)[number];

/** An offer that nobody has taken or let go, as far as is known before its hold is locked. */
export type OpenOffer =
  | { readonly offer: WaitlistOfferRow; readonly problem: null }
  | { readonly offer: null; readonly problem: OfferProblem };

/** The offer if it is open; whether the viewer may use it, and its time has come, is found out with its hold. @throws AppError `AUTH_FORBIDDEN` */
export async function findOpenOffer(
  { access, viewer }: RequestContext,
  tx: Tx,
  id: string,
): Promise<OpenOffer> {
  const tenantId = requireTenant(viewer);
  access.assertCanOnSome("appointment:book");
  const offer = await new WaitlistOfferRepository(tx).find({ tenantId, id });
  if (offer === undefined) {
    access.noteHidden("appointment:book", { type: "WaitlistOffer", id, tenantId, patientId: null });
    return { offer: null, problem: "OFFER_NOT_FOUND" };
  }
  return offer.outcome === "OFFERED" ? { offer, problem: null } : { offer: null, problem: "OFFER_ENDED" };
}

/** What is wrong with an offer when this is wrong with its hold. */
export function offerProblemOf(problem: HoldProblem): OfferProblem {
  return problem === "HOLD_NOT_FOUND" ? "OFFER_NOT_FOUND" : "OFFER_ENDED";
}

/** True for a code of {@link HOLD_PROBLEMS}. */
export function isHoldProblem(problem: string): problem is HoldProblem {
  return HOLD_PROBLEMS.some((code) => code === problem);
}
