/** Lifetimes of sessions when nothing else is said; ASVS 5.0, section 7.3 asks for both limits. */
export const DEFAULT_LIFETIMES = { sessionIdleMinutes: 30, sessionAbsoluteMinutes: 720 } as const;

/** How long a session lives. */
export interface SessionLifetimes {
  /** It ends after this long without use. */
  readonly idleMs: number;
  /** It ends this long after sign-in, whatever its use. */
  readonly absoluteMs: number;
}

/** When a session ends that begins at `now`: without use, and in any case. */
export function beginLifetime(
  now: Date,
  { idleMs, absoluteMs }: SessionLifetimes,
): { readonly expiresAt: Date; readonly endsAt: Date } {
  const endsAt = new Date(now.getTime() + absoluteMs);
  return { expiresAt: new Date(Math.min(now.getTime() + idleMs, endsAt.getTime())), endsAt };
}

/** When a session used at `now` ends without further use, unless its absolute end comes first. */
export function renewedExpiry(now: Date, { idleMs }: SessionLifetimes): Date {
  return new Date(now.getTime() + idleMs);
}
