import type { Tx } from "#shared/db/database.ts";
import { WRONG_CODES_PER_ACCOUNT, WRONG_CODES_WINDOW_MS } from "../domain/second-factor.ts";
import { SecondFactorRepository, type FactorOwner } from "../repositories/second-factor-repository.ts";

/** What was shown, for the audit log. */
export interface FactorDetail {
  readonly secondFactor: "TOTP" | "RECOVERY_CODE" | "PASSKEY";
  readonly passkeyId?: string;
}

/** What became of a code or a passkey that was shown: what it was, or why it was not taken. */
export type FactorLook =
  | { readonly isTaken: true; readonly detail: FactorDetail }
  | { readonly isTaken: false; readonly reason: string };

/** Why nothing is looked at. */
export const TOO_MANY_WRONG = "TOO_MANY_WRONG_CODES";

/**
 * Looks at what somebody shows who knows the password of an account. What is wrong counts; with too much of it within an hour
 * nothing that can be guessed is looked at, whoever showed it. The transaction is under `SystemScope`, holds the account's lock,
 * and must commit, whatever the outcome.
 */
export async function lookCounted(
  tx: Tx,
  owner: FactorOwner,
  now: Date,
  look: (factors: SecondFactorRepository) => Promise<FactorLook>,
  isGuessable = true,
): Promise<FactorLook> {
  const since = new Date(now.getTime() - WRONG_CODES_WINDOW_MS);
  const factors = new SecondFactorRepository(tx);
  if (isGuessable && (await factors.countWrongCodes(owner.accountId, since)) >= WRONG_CODES_PER_ACCOUNT)
    return { isTaken: false, reason: TOO_MANY_WRONG };
  const seen = await look(factors);
  if (!seen.isTaken) await factors.noteWrongCode(owner, now, since);
  return seen;
}
