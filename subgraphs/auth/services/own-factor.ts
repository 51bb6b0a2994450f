import type { Viewer } from "#shared/auth/viewer.ts";
import { requireAccount, type RequestContext } from "#shared/graphql/request-context.ts";
import type { Tx } from "#shared/db/database.ts";
import { isRecentlyShown } from "../domain/second-factor.ts";
import { SessionRepository, type SessionWithAccount } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import { endEverything, type Ended } from "./end-everything.ts";
import type { FactorOwner } from "../repositories/second-factor-repository.ts";

/** Whose second factor a request may change: that of its own account. @throws AppError `AUTH_FORBIDDEN` for who is no account */
export function authorizeOwnFactor({ access, viewer }: RequestContext): FactorOwner {
  const owner = requireAccount(viewer);
  access.assertCan("second-factor:manage", { type: "SecondFactor", id: owner.accountId, ...owner });
  return owner;
}

/** When the second factor was last shown in the session of the request; null when it was not. */
export function shownAt({ mfaAt }: Viewer): Date | null {
  return mfaAt === null ? null : new Date(mfaAt);
}

/**
 * The session of the request with its account, both held until the transaction ends, and whether the second factor was shown in
 * it recently enough to change credentials: as the rows have it, since the viewer may be a second old.
 */
export async function holdForChange(
  tx: Tx,
  { viewer, clock }: RequestContext,
): Promise<{ readonly held: SessionWithAccount | undefined; readonly problem: "STEP_UP_REQUIRED" | null }> {
  const { sessionHash: idHash } = viewer;
  if (idHash === null) return { held: undefined, problem: "STEP_UP_REQUIRED" };
  const now = clock();
  const held = await new SessionRepository(tx).lockInForce({ idHash, now });
  const isRecent = isRecentlyShown(held?.session.mfaAt ?? null, now);
  return { held, problem: isRecent ? null : "STEP_UP_REQUIRED" };
}

/** Ends everything of an account whose factors have changed but the session that changed them. */
export async function endOthers(
  tx: Tx,
  { openSessions, request }: { readonly openSessions: OpenSessionStore; readonly request: RequestContext },
  owner: FactorOwner,
): Promise<Ended> {
  const { viewer, clock } = request;
  const ending = { ...owner, exceptIdHash: viewer.sessionHash };
  return endEverything({ tx, sessions: openSessions(tx), clock }, ending);
}
