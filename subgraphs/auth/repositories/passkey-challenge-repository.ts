import { and, eq, gt, isNull, lte } from "drizzle-orm";
import { passkeyChallenge } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { CHALLENGE_LIFETIME_MS, newChallenge, type ChallengePurpose } from "../domain/passkey.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { removeSome } from "./remove-some.ts";

/** Who may answer a challenge, and for what. */
export interface ChallengeBinding {
  readonly purpose: ChallengePurpose;
  /** Of the session, or the sign-in that waits; null when nobody asks who is known. */
  readonly sessionHash: string | null;
}

/** A challenge, told to one browser. */
export interface IssuedChallenge {
  /** Base64url. */
  readonly challenge: string;
  readonly expiresAt: Date;
}

/** Challenges that wait for an authenticator's signature. Needs `SystemScope`. */
export class PasskeyChallengeRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Makes a challenge; it replaces one of the same session and purpose. */
  async issue(
    { purpose, sessionHash, tenantId }: ChallengeBinding & { readonly tenantId: string },
    now: Date,
  ): Promise<IssuedChallenge> {
    if (sessionHash !== null)
      await this.#tx
        .delete(passkeyChallenge)
        .where(and(eq(passkeyChallenge.sessionHash, sessionHash), eq(passkeyChallenge.purpose, purpose)));
    const isOver = lte(passkeyChallenge.expiresAt, now);
    await removeSome(this.#tx, passkeyChallenge, isOver, passkeyChallenge.expiresAt);
    const challenge = newChallenge();
    const expiresAt = new Date(now.getTime() + CHALLENGE_LIFETIME_MS);
    await this.#tx.insert(passkeyChallenge).values({
      ...{ id: newId(), tenantId, createdAt: now, updatedAt: now },
      ...{ challengeHash: hashSecret(challenge), purpose, sessionHash, expiresAt },
    });
    return { challenge, expiresAt };
  }

  /** Uses a challenge up; false when there is none such: of this purpose and session, unused and not too old. */
  async use(
    { challenge, purpose, sessionHash }: ChallengeBinding & { readonly challenge: string },
    now: Date,
  ): Promise<boolean> {
    const used = await this.#tx
      .delete(passkeyChallenge)
      .where(
        and(
          eq(passkeyChallenge.challengeHash, hashSecret(challenge)),
          eq(passkeyChallenge.purpose, purpose),
          sessionHash === null
            ? isNull(passkeyChallenge.sessionHash)
            : eq(passkeyChallenge.sessionHash, sessionHash),
          gt(passkeyChallenge.expiresAt, now),
        ),
      )
      .returning({ id: passkeyChallenge.id });
    return used.length > 0;
  }
}
