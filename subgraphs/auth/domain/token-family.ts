/** A family of refresh tokens ends so long after it began, whatever its use. */
export const FAMILY_ABSOLUTE_DAYS = 30;
/** A family ends when nobody has refreshed for so long. */
export const FAMILY_IDLE_DAYS = 7;
/**
 * So long after it was exchanged a refresh token is answered once more as it was: its answer may have got lost, or
 * several requests of one app have sent it at the same time (RFC 9700, section 4.14.2).
 */
export const REPEAT_GRACE_SECONDS = 10;

const DAY_MS = 24 * 60 * 60 * 1000;

/** When tokens of a family can be got no more. */
export interface FamilyLifetime {
  /** Without further use. */
  readonly expiresAt: Date;
  /** In any case. */
  readonly endsAt: Date;
}

/** What of a family decides. */
export interface FamilyState extends FamilyLifetime {
  readonly revokedAt: Date | null;
}

/** When a family ends that begins at `now`. */
export function beginFamily(now: Date): FamilyLifetime {
  const endsAt = new Date(now.getTime() + FAMILY_ABSOLUTE_DAYS * DAY_MS);
  return { expiresAt: renewedFamilyExpiry({ endsAt }, now), endsAt };
}

/** When a family used at `now` ends without further use. */
export function renewedFamilyExpiry({ endsAt }: Pick<FamilyLifetime, "endsAt">, now: Date): Date {
  return new Date(Math.min(now.getTime() + FAMILY_IDLE_DAYS * DAY_MS, endsAt.getTime()));
}

/** True while tokens of the family can be got. */
export function isFamilyInForce({ revokedAt, expiresAt, endsAt }: FamilyState, now: Date): boolean {
  return revokedAt === null && expiresAt > now && endsAt > now;
}

/**
 * What becomes of a refresh token that is presented. `ROTATE`: it is exchanged for the next one. `REPEAT`: it was a
 * moment ago, and is answered by the one that is good now. `REUSED`: it was long ago, so two have it and one of them
 * stole it: the family ends. `ENDED`: the family has ended before.
 */
export type RefreshDecision = "ROTATE" | "REPEAT" | "REUSED" | "ENDED";

/** Decides about a refresh token of a family that is presented at `now`. */
export function decideRefresh(
  family: FamilyState,
  token: { readonly rotatedAt: Date | null },
  now: Date,
): RefreshDecision {
  if (!isFamilyInForce(family, now)) return "ENDED";
  if (token.rotatedAt === null) return "ROTATE";
  const isLate = now.getTime() - token.rotatedAt.getTime() > REPEAT_GRACE_SECONDS * 1000;
  return isLate ? "REUSED" : "REPEAT";
}
