import { and, count, eq, gt, isNotNull, isNull, lt, lte, or } from "drizzle-orm";
import { passkey, recoveryCode, totp, totpSealPurpose, wrongCode } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";

/** Whose second factor it is. */
export interface FactorOwner {
  readonly accountId: string;
  readonly tenantId: string;
}

/** What an account has beside its password. */
export interface FactorState {
  readonly hasTotp: boolean;
  /** Recovery codes that were not used. */
  readonly recoveryCodesLeft: number;
}

export { totpSealPurpose };

/** Second factors of accounts. All but {@link SecondFactorRepository.stateOf} needs `SystemScope`. */
export class SecondFactorRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** What of it the account itself may see. */
  async stateOf({ accountId, tenantId }: FactorOwner): Promise<FactorState> {
    const [confirmed] = await this.#tx
      .select({ id: totp.id })
      .from(totp)
      .where(and(eq(totp.tenantId, tenantId), eq(totp.accountId, accountId), isNotNull(totp.confirmedAt)));
    const [left] = await this.#tx
      .select({ codes: count(recoveryCode.id) })
      .from(recoveryCode)
      .where(
        and(
          eq(recoveryCode.tenantId, tenantId),
          eq(recoveryCode.accountId, accountId),
          isNull(recoveryCode.usedAt),
        ),
      );
    return { hasTotp: confirmed !== undefined, recoveryCodesLeft: left?.codes ?? 0 };
  }

  /** True when the account has a second factor in force: an authenticator app, or a passkey. */
  async hasFactor(accountId: string): Promise<boolean> {
    if ((await this.findSealedSecret(accountId)) !== undefined) return true;
    const [row] = await this.#tx
      .select({ id: passkey.id })
      .from(passkey)
      .where(eq(passkey.accountId, accountId))
      .limit(1);
    return row !== undefined;
  }

  /** The sealed secret of the authenticator app in force. */
  async findSealedSecret(accountId: string): Promise<string | undefined> {
    const [row] = await this.#tx
      .select({ sealedSecret: totp.sealedSecret })
      .from(totp)
      .where(and(eq(totp.accountId, accountId), isNotNull(totp.confirmedAt)));
    return row?.sealedSecret;
  }

  /** Takes the code of this step; false when one of it or of a later step was taken before (RFC 6238, section 5.2). */
  async useStep(accountId: string, step: number, now: Date): Promise<boolean> {
    const taken = await this.#tx
      .update(totp)
      .set({ lastUsedStep: step, updatedAt: now })
      .where(
        and(
          eq(totp.accountId, accountId),
          isNotNull(totp.confirmedAt),
          or(isNull(totp.lastUsedStep), lt(totp.lastUsedStep, step)),
        ),
      )
      .returning({ id: totp.id });
    return taken.length > 0;
  }

  /** Replaces whatever secret waited to be confirmed. */
  async awaitConfirmation(
    owner: FactorOwner & { readonly sessionId: string },
    sealedSecret: string,
    now: Date,
  ): Promise<void> {
    await this.#tx.delete(totp).where(and(eq(totp.accountId, owner.accountId), isNull(totp.confirmedAt)));
    await this.#tx
      .insert(totp)
      .values({ id: newId(), ...owner, sealedSecret, createdAt: now, updatedAt: now });
  }

  /** The sealed secret that has waited since `since` at the longest to be confirmed in the session that asked for it. */
  async findWaitingSecret(
    { accountId, sessionId }: { readonly accountId: string; readonly sessionId: string },
    since: Date,
  ): Promise<string | undefined> {
    const [row] = await this.#tx
      .select({ sealedSecret: totp.sealedSecret })
      .from(totp)
      .where(
        and(
          eq(totp.accountId, accountId),
          eq(totp.sessionId, sessionId),
          isNull(totp.confirmedAt),
          gt(totp.createdAt, since),
        ),
      );
    return row?.sealedSecret;
  }

  /** Puts the secret that waited into force, in place of the one before; its code of `step` has been used. */
  async confirm(accountId: string, step: number, now: Date): Promise<void> {
    await this.#tx.delete(totp).where(and(eq(totp.accountId, accountId), isNotNull(totp.confirmedAt)));
    await this.#tx
      .update(totp)
      .set({ confirmedAt: now, lastUsedStep: step, updatedAt: now })
      .where(and(eq(totp.accountId, accountId), isNull(totp.confirmedAt)));
  }

  /** Takes the recovery code with this hash; false when the account has none such, or it was taken before. */
  async useCode(accountId: string, codeHash: string, now: Date): Promise<boolean> {
    const taken = await this.#tx
      .update(recoveryCode)
      .set({ usedAt: now, updatedAt: now })
      .where(
        and(
          eq(recoveryCode.accountId, accountId),
          eq(recoveryCode.codeHash, codeHash),
          isNull(recoveryCode.usedAt),
        ),
      )
      .returning({ id: recoveryCode.id });
    return taken.length > 0;
  }

  /** Voids the recovery codes there are and keeps these instead. */
  async replaceCodes(owner: FactorOwner, codeHashes: readonly string[], now: Date): Promise<void> {
    await this.removeCodes(owner.accountId);
    await this.#tx
      .insert(recoveryCode)
      .values(
        codeHashes.map((codeHash) => ({ id: newId(), ...owner, codeHash, createdAt: now, updatedAt: now })),
      );
  }

  /** Voids the recovery codes there are. */
  async removeCodes(accountId: string): Promise<void> {
    await this.#tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId));
  }

  /** Removes everything but the password, and what was counted; false when there was no second factor. */
  async removeAll(accountId: string): Promise<boolean> {
    const removed = await this.#tx
      .delete(totp)
      .where(eq(totp.accountId, accountId))
      .returning({ confirmedAt: totp.confirmedAt });
    const passkeys = await this.#tx
      .delete(passkey)
      .where(eq(passkey.accountId, accountId))
      .returning({ id: passkey.id });
    await this.removeCodes(accountId);
    await this.#tx.delete(wrongCode).where(eq(wrongCode.accountId, accountId));
    return passkeys.length > 0 || removed.some(({ confirmedAt }) => confirmedAt !== null);
  }

  /** How many wrong codes of an account are younger than `since`. */
  async countWrongCodes(accountId: string, since: Date): Promise<number> {
    const [row] = await this.#tx
      .select({ codes: count() })
      .from(wrongCode)
      .where(and(eq(wrongCode.accountId, accountId), gt(wrongCode.createdAt, since)));
    return row?.codes ?? 0;
  }

  /** Counts a wrong code, and forgets those of the account that are not younger than `since`. */
  async noteWrongCode(owner: FactorOwner, now: Date, since: Date): Promise<void> {
    await this.#tx
      .delete(wrongCode)
      .where(and(eq(wrongCode.accountId, owner.accountId), lte(wrongCode.createdAt, since)));
    await this.#tx.insert(wrongCode).values({ id: newId(), ...owner, createdAt: now, updatedAt: now });
  }
}
