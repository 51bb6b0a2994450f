/** State of a guardianship. */
export type GuardianshipStatus = "INVITED" | "ACTIVE" | "ENDED" | "EXPIRED";

/** When a guardianship begins and ends. */
export interface GuardianshipTimes {
  /** Until when an invitation can be taken. */
  readonly codeExpiresAt: Date;
  /** Null for an invitation that nobody has taken. */
  readonly startedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
}

/** The state at `now`: what ended it first. In the instant it expires it is in force no more. */
export function guardianshipStatus(times: GuardianshipTimes, now: Date): GuardianshipStatus {
  const { codeExpiresAt, startedAt, expiresAt, endedAt } = times;
  const ends = startedAt === null ? [codeExpiresAt, expiresAt] : [expiresAt];
  const until = Math.min(...ends.map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY));
  if (endedAt !== null) return until <= endedAt.getTime() ? "EXPIRED" : "ENDED";
  if (until <= now.getTime()) return "EXPIRED";
  return startedAt === null ? "INVITED" : "ACTIVE";
}
