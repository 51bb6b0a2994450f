import { z } from "zod";
import { newSecret } from "./secret-hash.ts";

/** Whose passkeys they are (WebAuthn Level 3, section 4, "Relying Party"). */
export interface RelyingParty {
  /** The domain that passkeys are made for; pages of it and of what is below it may use them. */
  readonly id: string;
  /** Origins of the pages that do, for example `https://app.clinic.example`. */
  readonly origins: readonly string[];
}

/** What a passkey is used for. */
export const PASSKEY_PURPOSES = ["SIGN_IN", "COMPLETE_SIGN_IN", "STEP_UP"] as const;

/** One of {@link PASSKEY_PURPOSES}. */
export type PasskeyPurpose = (typeof PASSKEY_PURPOSES)[number];

/** What a challenge is signed for. */
export type ChallengePurpose = PasskeyPurpose | "REGISTER";

/** More of them are registered by nobody who means it. */
export const PASSKEYS_PER_ACCOUNT = 20;

/** A challenge is good for no longer, and as long waits the browser. */
export const CHALLENGE_LIFETIME_MS = 5 * 60_000;

/** A new challenge, base64url: 32 bytes, where at least 16 are asked for (WebAuthn Level 3, section 13.4.3). */
export function newChallenge(): string {
  return newSecret();
}

const clientDataSchema = z.object({
  challenge: z.string().regex(/^[\w-]{43}$/),
  crossOrigin: z.literal(false).optional(),
  topOrigin: z.undefined().optional(),
});

/**
 * The challenge that an authenticator has signed, or null when there is none that could be ours. Of a page within a page of
 * somebody else (`crossOrigin`) there is none: no front end of ours is embedded anywhere.
 * @param clientDataJson base64url, as the browser answers it
 */
export function challengeIn(clientDataJson: string): string | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(clientDataJson, "base64url").toString("utf8"));
    return clientDataSchema.safeParse(parsed).data?.challenge ?? null;
  } catch {
    return null;
  }
}

/** What an authenticator keeps of the account and answers with an assertion: the 16 bytes of its id, base64url. */
export function userHandleOf(accountId: string): string {
  return Buffer.from(accountId.replaceAll("-", ""), "hex").toString("base64url");
}

/** What of a passkey says whether it may be the same one still. */
export interface PasskeyState {
  /** Signature counter; 0 when the authenticator keeps none. */
  readonly signCount: number;
  readonly isBackupEligible: boolean;
}

/**
 * Why a passkey that signed rightly is refused; null when it is not. A counter that does not go on says that two
 * authenticators have the key: it was copied out of one (WebAuthn Level 3, sections 6.1.1 and 7.2). Passkeys that may be
 * copied by intent keep no counter. What is eligible for backup stays so.
 */
export function problemOfUse(
  kept: PasskeyState,
  shown: PasskeyState,
): "PASSKEY_COUNTER_WENT_BACK" | "PASSKEY_BACKUP_ELIGIBILITY_CHANGED" | null {
  const isCounted = kept.signCount > 0 || shown.signCount > 0;
  if (isCounted && shown.signCount <= kept.signCount) return "PASSKEY_COUNTER_WENT_BACK";
  return kept.isBackupEligible === shown.isBackupEligible ? null : "PASSKEY_BACKUP_ELIGIBILITY_CHANGED";
}
