import type { Sealer } from "#shared/crypto/seal.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { readRecoveryCode } from "../domain/recovery-code.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { readTotpCode, stepOfCode } from "../domain/totp.ts";
import {
  totpSealPurpose,
  type FactorOwner,
  type SecondFactorRepository,
} from "../repositories/second-factor-repository.ts";
import { lookCounted, type FactorLook } from "./factor-look.ts";

/** Takes codes of authenticator apps and recovery codes, each once, and counts the wrong ones of an account. */
export class FactorCodes {
  readonly #sealer: Sealer;
  readonly #clock: Clock;

  constructor(options: { readonly sealer: Sealer; readonly clock: Clock }) {
    this.#sealer = options.sealer;
    this.#clock = options.clock;
  }

  /**
   * Takes a code. A wrong one counts; with too many of the last hour no code of an app is looked at, whoever typed them. A
   * recovery code is: nobody guesses 120 bits, and its owner may be the one who is kept out. The transaction is under
   * `SystemScope` and must commit, whatever the outcome.
   */
  async take(tx: Tx, owner: FactorOwner, typed: string): Promise<FactorLook> {
    const now = this.#clock();
    const look = async (factors: SecondFactorRepository): Promise<FactorLook> => {
      const secondFactor = await this.#takeEither(factors, owner.accountId, typed, now);
      return secondFactor === null
        ? { isTaken: false, reason: "WRONG_CODE" }
        : { isTaken: true, detail: { secondFactor } };
    };
    const isGuessable = readRecoveryCode(typed) === null;
    return lookCounted(tx, owner, now, look, isGuessable);
  }

  async #takeEither(
    factors: SecondFactorRepository,
    accountId: string,
    typed: string,
    now: Date,
  ): Promise<"TOTP" | "RECOVERY_CODE" | null> {
    if (readTotpCode(typed) !== null) {
      const sealed = await factors.findSealedSecret(accountId);
      const secret = sealed === undefined ? null : this.#sealer.open(sealed, totpSealPurpose(accountId));
      const step = secret === null ? null : stepOfCode(secret, typed, now);
      return step !== null && (await factors.useStep(accountId, step, now)) ? "TOTP" : null;
    }
    const code = readRecoveryCode(typed);
    if (code === null) return null;
    return (await factors.useCode(accountId, hashSecret(code), now)) ? "RECOVERY_CODE" : null;
  }
}
