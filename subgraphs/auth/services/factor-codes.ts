import type { Sealer } from "#shared/crypto/seal.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { readRecoveryCode } from "../domain/recovery-code.ts";
import { hasHash, hashSecret } from "../domain/secret-hash.ts";
import { WRONG_CODES_PER_ACCOUNT, WRONG_CODES_WINDOW_MS } from "../domain/second-factor.ts";
import { readTotpCode, stepOfCode } from "../domain/totp.ts";
import {
  sealPurposeOf,
  SecondFactorRepository,
  type FactorOwner,
} from "../repositories/second-factor-repository.ts";

/** What became of a code: what it was, or why it was not taken. */
export type CodeOutcome = "TOTP" | "RECOVERY_CODE" | "WRONG" | "TOO_MANY_WRONG_CODES";

/** Takes codes of authenticator apps and recovery codes, each once, and counts the wrong ones of an account. */
export class FactorCodes {
  readonly #sealer: Sealer;
  readonly #clock: Clock;

  constructor(options: { readonly sealer: Sealer; readonly clock: Clock }) {
    this.#sealer = options.sealer;
    this.#clock = options.clock;
  }

  /**
   * Takes a code. A wrong one counts; with too many of the last hour none is looked at, whoever typed them. The transaction
   * is under `SystemScope` and must commit, whatever the outcome.
   */
  async take(tx: Tx, owner: FactorOwner, typed: string): Promise<CodeOutcome> {
    const now = this.#clock();
    const since = new Date(now.getTime() - WRONG_CODES_WINDOW_MS);
    const factors = new SecondFactorRepository(tx);
    await factors.lockAccount(owner.accountId);
    if ((await factors.countWrongCodes(owner.accountId, since)) >= WRONG_CODES_PER_ACCOUNT)
      return "TOO_MANY_WRONG_CODES";
    const taken = await this.#takeEither(factors, owner.accountId, typed, now);
    if (taken === null) await factors.noteWrongCode(owner, now, since);
    return taken ?? "WRONG";
  }

  async #takeEither(
    factors: SecondFactorRepository,
    accountId: string,
    typed: string,
    now: Date,
  ): Promise<"TOTP" | "RECOVERY_CODE" | null> {
    if (readTotpCode(typed) !== null) {
      const sealed = await factors.findSealedSecret(accountId);
      const secret = sealed === undefined ? null : this.#sealer.open(sealed, sealPurposeOf(accountId));
      const step = secret === null ? null : stepOfCode(secret, typed, now);
      return step !== null && (await factors.useStep(accountId, step, now)) ? "TOTP" : null;
    }
    const code = readRecoveryCode(typed);
    if (code === null) return null;
    // Every hash is compared, so that the time does not tell which of them comes near.
    const matches = (await factors.listCodeHashes(accountId)).filter((codeHash) => hasHash(code, codeHash));
    const isTaken = matches.length > 0 && (await factors.useCode(accountId, hashSecret(code), now));
    return isTaken ? "RECOVERY_CODE" : null;
  }
}
