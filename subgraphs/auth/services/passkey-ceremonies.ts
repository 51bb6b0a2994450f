import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { COSEALG, decodeAttestationObject, isoBase64URL } from "@simplewebauthn/server/helpers";
import {
  CHALLENGE_LIFETIME_MS,
  userHandleOf,
  type PasskeyState,
  type RelyingParty,
} from "../domain/passkey.ts";
import type { CredentialHint, NewCredential } from "../repositories/passkey-repository.ts";
import { transportsOf, type AuthenticationResponse, type RegistrationResponse } from "./passkey-responses.ts";

/** What authenticators in use can do; naming them keeps the library from trying what Node calls experimental. */
const ALGORITHMS = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];

/** What a browser is told to register a passkey. */
export interface RegistrationRequest {
  readonly challenge: string;
  readonly accountId: string;
  readonly email: string;
  /** What the person is shown as whose passkey it is. */
  readonly relyingPartyName: string;
  /** Those that the account has already. */
  readonly known: readonly CredentialHint[];
}

/** What an assertion has shown. */
export interface ShownUse extends PasskeyState {
  readonly isBackedUp: boolean;
}

/**
 * The ceremonies of WebAuthn Level 3 (sections 7.1 and 7.2) by the library, the only file that knows it. User verification is
 * required in each, so that a passkey is always two factors. Whether a challenge is ours, and whether a counter went back, is
 * decided elsewhere.
 */
export class PasskeyCeremonies {
  readonly #relyingParty: RelyingParty;

  constructor(relyingParty: RelyingParty) {
    this.#relyingParty = relyingParty;
  }

  /** PublicKeyCredentialCreationOptionsJSON, as text. The passkey is to be discoverable: it signs in without a name. */
  async registrationOptions(request: RegistrationRequest): Promise<string> {
    const { challenge, accountId, email, relyingPartyName, known } = request;
    const options = await generateRegistrationOptions({
      rpName: relyingPartyName,
      rpID: this.#relyingParty.id,
      userID: isoBase64URL.toBuffer(userHandleOf(accountId)),
      userName: email,
      challenge: isoBase64URL.toBuffer(challenge),
      timeout: CHALLENGE_LIFETIME_MS,
      attestationType: "none",
      excludeCredentials: known.map(descriptorOf),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return JSON.stringify(options);
  }

  /** The passkey that a browser has made for `challenge`, or why it is none that was asked for. */
  async verifyRegistration(
    response: RegistrationResponse,
    challenge: string,
  ): Promise<NewCredential | "PASSKEY_ATTESTED" | "PASSKEY_NOT_VERIFIED"> {
    try {
      if (!isUnattested(response)) return "PASSKEY_ATTESTED";
      const { id: expectedRPID, origins } = this.#relyingParty;
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: [...origins],
        expectedRPID,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (!verified || registrationInfo.credential.id !== response.id) return "PASSKEY_NOT_VERIFIED";
      const { credential, credentialDeviceType, credentialBackedUp: isBackedUp } = registrationInfo;
      return {
        credentialId: credential.id,
        publicKey: isoBase64URL.fromBuffer(credential.publicKey),
        signCount: credential.counter,
        transports: response.response.transports,
        isBackupEligible: credentialDeviceType === "multiDevice",
        isBackedUp,
      };
    } catch {
      // The library throws for whatever is not right; the answer is the same for all of it.
      return "PASSKEY_NOT_VERIFIED";
    }
  }

  /**
   * PublicKeyCredentialRequestOptionsJSON, as text.
   * @param allowed the passkeys that may sign; null leaves it to the person which account it is
   */
  async authenticationOptions(challenge: string, allowed: readonly CredentialHint[] | null): Promise<string> {
    const options = await generateAuthenticationOptions({
      rpID: this.#relyingParty.id,
      challenge: isoBase64URL.toBuffer(challenge),
      timeout: CHALLENGE_LIFETIME_MS,
      userVerification: "required",
      allowCredentials: allowed?.map(descriptorOf) ?? [],
    });
    return JSON.stringify(options);
  }

  /** What the passkey with this key has signed for `challenge`; null when it has not, or anything about it is not right. */
  async verifyAssertion(
    response: AuthenticationResponse,
    challenge: string,
    publicKey: string,
  ): Promise<ShownUse | null> {
    try {
      const { id: expectedRPID, origins } = this.#relyingParty;
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: [...origins],
        expectedRPID,
        requireUserVerification: true,
        // Counted by ourselves: the library has one answer for a counter that went back and for a wrong signature.
        credential: { id: response.id, publicKey: isoBase64URL.toBuffer(publicKey), counter: -1 },
      });
      if (!verified) return null;
      const { newCounter: signCount, credentialDeviceType, credentialBackedUp } = authenticationInfo;
      return {
        signCount,
        isBackupEligible: credentialDeviceType === "multiDevice",
        isBackedUp: credentialBackedUp,
      };
    } catch {
      return null;
    }
  }
}

function descriptorOf({ credentialId, transports }: CredentialHint): {
  id: string;
  transports: ReturnType<typeof transportsOf>;
} {
  return { id: credentialId, transports: transportsOf(transports) };
}

/**
 * True without certificates: none are asked for, and browsers take them out. The library would judge them by roots that it
 * carries, and ask the network for revocation lists, for an outcome that nobody uses.
 */
function isUnattested({ response }: RegistrationResponse): boolean {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get("fmt");
  const isSelfAttested = format === "packed" && attestation.get("attStmt").get("x5c") === undefined;
  return format === "none" || isSelfAttested;
}
