import { Temporal } from "temporal-polyfill";
import type { GuardianshipBasis } from "#shared/auth/guardianship.ts";

const AGE_OF_MAJORITY = 18;
/** Where a day begins first: no zone is further ahead (IANA, `Pacific/Kiritimati`). */
const FIRST_TO_BEGIN = "+14:00";

/** What is asked of a guardianship that is to be. */
export interface WantedTerm {
  readonly basis: GuardianshipBasis;
  /** Birth date of the patient, ISO-8601. */
  readonly birthDate: string;
  /** Null when it shall not end by itself. */
  readonly expiresAtMs: number | null;
  readonly nowMs: number;
}

/**
 * When a guardianship ends by itself, in milliseconds since the epoch; null when it does not. What staff have verified for a
 * child ends with childhood at the latest: who is of age says so themselves, or staff look again.
 */
export function guardianshipEndMs({ basis, birthDate, expiresAtMs, nowMs }: WantedTerm): number | null {
  const majorityMs = majorityBeginsMs(birthDate);
  if (basis !== "STAFF_VERIFIED" || majorityMs <= nowMs) return expiresAtMs;
  return Math.min(majorityMs, expiresAtMs ?? majorityMs);
}

/**
 * The instant at which somebody's 18th birthday begins, where it does so first: whichever zone counts, nobody acts for an adult by
 * what was verified for a child. Who was born on 29 February is of age on the 28th.
 */
function majorityBeginsMs(birthDate: string): number {
  return Temporal.PlainDate.from(birthDate)
    .add({ years: AGE_OF_MAJORITY })
    .toZonedDateTime({ timeZone: FIRST_TO_BEGIN }).epochMilliseconds;
}
