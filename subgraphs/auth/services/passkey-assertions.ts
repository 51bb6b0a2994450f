import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { challengeIn, problemOfUse, userHandleOf } from "../domain/passkey.ts";
import {
  PasskeyChallengeRepository,
  type ChallengeBinding,
} from "../repositories/passkey-challenge-repository.ts";
import { PasskeyRepository, type StoredPasskey } from "../repositories/passkey-repository.ts";
import type { FactorOwner } from "../repositories/second-factor-repository.ts";
import { lookCounted, type FactorLook } from "./factor-look.ts";
import type { LoadCeremonies } from "./load-ceremonies.ts";
import type { AuthenticationResponse } from "./passkey-responses.ts";

/** What a browser needs for a ceremony. */
export interface CeremonyOptions {
  /** JSON as WebAuthn defines it, as text. */
  readonly options: string;
  readonly expiresAt: Date;
}

/** What became of an assertion, with the passkey when it is known. */
export type AssertionOutcome =
  | { readonly problem: null; readonly passkey: StoredPasskey }
  | { readonly problem: string; readonly passkey: StoredPasskey | null };

/** Lets passkeys sign, each challenge once, and judges what they have signed. All of it needs `SystemScope`. */
export class PasskeyAssertions {
  readonly #loadCeremonies: LoadCeremonies;
  readonly #clock: Clock;

  constructor(options: { readonly loadCeremonies: LoadCeremonies; readonly clock: Clock }) {
    this.#loadCeremonies = options.loadCeremonies;
    this.#clock = options.clock;
  }

  /** A challenge for whoever it is: the authenticator knows the account. */
  async challengeAnybody(tx: Tx): Promise<CeremonyOptions> {
    const binding = { purpose: "SIGN_IN", sessionHash: null, tenantId: PLATFORM_TENANT_ID } as const;
    const { challenge, expiresAt } = await new PasskeyChallengeRepository(tx).issue(binding, this.#clock());
    const ceremonies = await this.#loadCeremonies();
    return { options: await ceremonies.authenticationOptions(challenge, null), expiresAt };
  }

  /** A challenge for the passkeys of an account; null when it has none. */
  async challengeOwner(
    tx: Tx,
    { accountId, tenantId }: FactorOwner,
    binding: ChallengeBinding,
  ): Promise<CeremonyOptions | null> {
    const hints = await new PasskeyRepository(tx).listHints(accountId);
    if (hints.length === 0) return null;
    const { challenge, expiresAt } = await new PasskeyChallengeRepository(tx).issue(
      { ...binding, tenantId },
      this.#clock(),
    );
    const ceremonies = await this.#loadCeremonies();
    return { options: await ceremonies.authenticationOptions(challenge, hints), expiresAt };
  }

  /**
   * Takes an assertion of somebody who knows the password of the account: what is wrong counts with wrong codes. The
   * transaction must commit, whatever the outcome.
   */
  async takeCounted(
    tx: Tx,
    owner: FactorOwner,
    binding: ChallengeBinding,
    response: AuthenticationResponse,
  ): Promise<FactorLook> {
    return lookCounted(tx, owner, this.#clock(), async () => {
      const { problem, passkey } = await this.take(tx, { ...binding, owner }, response);
      return problem === null
        ? { isTaken: true, detail: { secondFactor: "PASSKEY", passkeyId: passkey.id } }
        : { isTaken: false, reason: problem };
    });
  }

  /**
   * Takes an assertion. Its challenge is used up, right or wrong, so the transaction must commit, whatever the outcome.
   * @param expected `owner` null: of any account, which the authenticator must name
   */
  async take(
    tx: Tx,
    expected: ChallengeBinding & { readonly owner: FactorOwner | null },
    response: AuthenticationResponse,
  ): Promise<AssertionOutcome> {
    const now = this.#clock();
    const { owner, ...binding } = expected;
    const challenge = challengeIn(response.response.clientDataJSON);
    const isOurs =
      challenge !== null && (await new PasskeyChallengeRepository(tx).use({ ...binding, challenge }, now));
    if (!isOurs) return { problem: "PASSKEY_CHALLENGE_UNKNOWN", passkey: null };
    const passkeys = new PasskeyRepository(tx);
    const passkey = await passkeys.lock(response.id);
    if (passkey === undefined || !isOf(passkey, owner, response))
      return { problem: "PASSKEY_UNKNOWN", passkey: null };
    const ceremonies = await this.#loadCeremonies();
    const shown = await ceremonies.verifyAssertion(response, challenge, passkey.publicKey);
    if (shown === null) return { problem: "PASSKEY_NOT_VERIFIED", passkey };
    const problem = problemOfUse(passkey, shown);
    if (problem !== null) return { problem, passkey };
    await passkeys.noteUse(passkey.id, shown, now);
    return { problem, passkey };
  }
}

/**
 * True when the passkey is one of the account that is expected, or of the one that the authenticator names when none is
 * (WebAuthn Level 3, section 7.2, step 6).
 */
function isOf(
  passkey: StoredPasskey,
  owner: FactorOwner | null,
  { response: { userHandle } }: AuthenticationResponse,
): boolean {
  if (userHandle !== undefined && userHandle !== userHandleOf(passkey.accountId)) return false;
  if (owner === null) return userHandle !== undefined;
  return passkey.accountId === owner.accountId && passkey.tenantId === owner.tenantId;
}
