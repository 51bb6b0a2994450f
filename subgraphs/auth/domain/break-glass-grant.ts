/** How long the glass stays broken. A constraint of the database says the same. */
export const BREAK_GLASS_MINUTES = 30;

const MINUTE_MS = 60_000;

/** When a grant that is opened now expires. */
export function expiryOfGrant(now: Date): Date {
  return new Date(now.getTime() + BREAK_GLASS_MINUTES * MINUTE_MS);
}

/** What of a grant says whether something can be read under it. */
export interface GrantLifetime {
  /** Null once the session is gone. */
  readonly sessionId: string | null;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

/** True while something can be read under the grant, if its session is in force: one that nobody has used may have ended. */
export function isGrantInForce({ sessionId, expiresAt, endedAt }: GrantLifetime, now: Date): boolean {
  return sessionId !== null && endedAt === null && expiresAt > now;
}

/** Why a grant cannot be reviewed. */
export type ReviewObstacle = "OWN_GRANT" | "GRANT_IN_FORCE" | "ALREADY_REVIEWED";

/** Why this account cannot review a grant now; null when it can. */
export function obstacleToReview(
  grant: GrantLifetime & { readonly accountId: string; readonly reviewedAt: Date | null },
  reviewerId: string,
  now: Date,
): ReviewObstacle | null {
  if (grant.accountId === reviewerId) return "OWN_GRANT";
  if (grant.reviewedAt !== null) return "ALREADY_REVIEWED";
  return isGrantInForce(grant, now) ? "GRANT_IN_FORCE" : null;
}
