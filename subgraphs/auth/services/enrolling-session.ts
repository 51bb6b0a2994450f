import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { isRecentlyShown } from "../domain/second-factor.ts";
import { SessionRepository, type SessionWithAccount } from "../repositories/session-repository.ts";

/** The session in force that the request came with, or the sign-in that waits for a second factor to be set up; held. */
export async function findEnrollingSession(
  tx: Tx,
  { sessionHash: idHash, kind, impersonator }: Viewer,
  now: Date,
): Promise<SessionWithAccount | undefined> {
  // Who acts in another's place sets nothing up there: the policy says so, too.
  if (idHash === null || impersonator !== null) return undefined;
  const sessions = new SessionRepository(tx);
  if (kind !== "ANONYMOUS") return sessions.lockInForce({ idHash, now });
  const pending = await sessions.lockPending({ idHash, now });
  return pending?.session.pendingStep === "ENROL_SECOND_FACTOR" ? pending : undefined;
}

/** With a factor only who has just shown it may set one up; without one who has just shown the password. */
export function mayEnrol({ session }: SessionWithAccount, hasFactor: boolean, now: Date): boolean {
  return isRecentlyShown(hasFactor ? session.mfaAt : session.createdAt, now);
}
