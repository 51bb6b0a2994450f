/** Lifetimes of sessions when nothing else is said; ASVS 5.0, section 7.3 asks for both limits. */
export const DEFAULT_LIFETIMES = { sessionIdleMinutes: 30, sessionAbsoluteMinutes: 720 } as const;

/** An impersonation ends this long after it began, whatever its use. */
export const IMPERSONATION_MS = 30 * 60_000;

/** How long a session lives. */
export interface SessionLifetimes {
  /** It ends after this long without use. */
  readonly idleMs: number;
  /** It ends this long after sign-in, whatever its use. */
  readonly absoluteMs: number;
}

/** A sign-in waits for its second step this long, however often it is asked for meanwhile. */
const PENDING_LIFETIME_MS = 5 * 60_000;

/** When a session ends: without use, and in any case. */
export interface SessionEnds {
  readonly expiresAt: Date;
  readonly endsAt: Date;
}

/** When a session ends that begins at `now`. */
export function beginLifetime(now: Date, { idleMs, absoluteMs }: SessionLifetimes): SessionEnds {
  const endsAt = new Date(now.getTime() + absoluteMs);
  return { expiresAt: new Date(Math.min(now.getTime() + idleMs, endsAt.getTime())), endsAt };
}

/** When an impersonation ends that begins at `now` from a session that ends at `sessionEndsAt`. */
export function beginImpersonation(
  now: Date,
  { idleMs }: SessionLifetimes,
  sessionEndsAt: Date,
): { readonly expiresAt: Date; readonly endsAt: Date } {
  const leftMs = sessionEndsAt.getTime() - now.getTime();
  return beginLifetime(now, { idleMs, absoluteMs: Math.min(IMPERSONATION_MS, leftMs) });
}

/** When a session ends that begins at `now` and waits for its second step. */
export function pendingLifetime(now: Date): SessionEnds {
  const endsAt = new Date(now.getTime() + PENDING_LIFETIME_MS);
  return { expiresAt: endsAt, endsAt };
}

/** When a session used at `now` ends without further use, unless its absolute end comes first. */
export function renewedExpiry(now: Date, { idleMs }: SessionLifetimes): Date {
  return new Date(now.getTime() + idleMs);
}

/** Use within this time after the last renewal renews nothing, so that not every request writes. */
const RENEWAL_STEP_MS = 60_000;

/** `DUE`: in force, and use moves its idle end. `FRESH`: in force, and its end stays where it is. */
export type SessionState = "ENDED" | "DUE" | "FRESH";

/**
 * The state of a session that is used at `now`. Its idle end moves by a minute at least (by half of the idle lifetime
 * when that is less), or up to the absolute end; so a session ends up to a minute before it was idle for its lifetime.
 */
export function stateOfSession(
  session: { readonly expiresAt: Date; readonly endsAt: Date },
  now: Date,
  lifetimes: SessionLifetimes,
): SessionState {
  const expiresAtMs = session.expiresAt.getTime();
  const endsAtMs = session.endsAt.getTime();
  if (expiresAtMs <= now.getTime()) return "ENDED";
  const nextMs = Math.min(renewedExpiry(now, lifetimes).getTime(), endsAtMs);
  const gainMs = nextMs - expiresAtMs;
  const isWorthIt = gainMs >= Math.min(RENEWAL_STEP_MS, lifetimes.idleMs / 2);
  return isWorthIt || (gainMs > 0 && nextMs === endsAtMs) ? "DUE" : "FRESH";
}

/**
 * Until when an answer about a session that is {@link stateOfSession FRESH} stays right if nobody ends it: then use moves
 * its idle end, or it ends. Whoever keeps answers does so no longer, and idle time is reckoned as it is without.
 */
export function unchangedUntil(
  { expiresAt, endsAt }: { readonly expiresAt: Date; readonly endsAt: Date },
  { idleMs }: SessionLifetimes,
): Date {
  const [expiresAtMs, endsAtMs] = [expiresAt.getTime(), endsAt.getTime()];
  if (endsAtMs <= expiresAtMs) return expiresAt;
  const stepMs = Math.min(RENEWAL_STEP_MS, idleMs / 2);
  return new Date(Math.min(expiresAtMs, expiresAtMs - idleMs + stepMs, endsAtMs - idleMs));
}
