import { hasHash } from "./secret-hash.ts";

/** The only method that is taken: `plain` would show the verifier to whoever sees the request (RFC 9700, section 2.1.1). */
export const CHALLENGE_METHOD = "S256";

/** SHA-256 in base64url: 43 characters. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** True for what a challenge of the method S256 looks like (RFC 7636, section 4.2). */
export function isCodeChallenge(text: string): boolean {
  return CHALLENGE.test(text);
}

/** True for what a verifier looks like. */
export function isCodeVerifier(text: string): boolean {
  return VERIFIER.test(text);
}

/** True when the challenge was made of this verifier (RFC 7636, section 4.6). */
export function provesChallenge(verifier: string, challenge: string): boolean {
  return hasHash(verifier, challenge);
}
