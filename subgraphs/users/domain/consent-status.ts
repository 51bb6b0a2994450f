/** State of a consent; FHIR R4 ConsentState, and that its time is over. */
export type ConsentStatus = "ACTIVE" | "INACTIVE" | "EXPIRED";

/** When a consent ends. */
export interface ConsentEnds {
  readonly expiresAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** The state at `now`: what ended it first. In the instant it expires it is in force no more. */
export function consentStatus({ expiresAt, withdrawnAt }: ConsentEnds, now: Date): ConsentStatus {
  const isExpired = expiresAt !== null && expiresAt <= now;
  if (withdrawnAt !== null) return expiresAt !== null && expiresAt <= withdrawnAt ? "EXPIRED" : "INACTIVE";
  return isExpired ? "EXPIRED" : "ACTIVE";
}
