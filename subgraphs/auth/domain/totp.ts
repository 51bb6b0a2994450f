import { Secret, TOTP } from "otpauth";

/** Bytes of a secret: as many as the hash has (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;
/** What authenticator apps know; others than these they silently take for these. */
const PARAMETERS = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** Steps before and after the current one whose codes are taken (RFC 6238, section 5.2). */
const WINDOW_STEPS = 1;

/** A secret for an authenticator app: 20 random bytes, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads from a QR code: `otpauth://totp/…`. */
export function totpUri(input: {
  readonly secret: string;
  readonly issuer: string;
  readonly label: string;
}): string {
  return new TOTP({ ...PARAMETERS, ...input }).toString();
}

const CODE = /^[0-9]{6}$/;

/** A code as somebody typed it, without spaces; null when it cannot be one. */
export function readTotpCode(typed: string): string | null {
  const digits = typed.replaceAll(/\s/g, "");
  return CODE.test(digits) ? digits : null;
}

/**
 * The step since 1970 whose code this is, when that is the current one or one beside it; else null. The library compares
 * in constant time, and only what {@link readTotpCode} lets pass: other characters would make it throw.
 */
export function stepOfCode(secret: string, typed: string, now: Date): number | null {
  const code = readTotpCode(typed);
  if (code === null) return null;
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    ...PARAMETERS,
    secret: Secret.fromBase32(secret),
    token: code,
    timestamp,
    window: WINDOW_STEPS,
  });
  return delta === null ? null : TOTP.counter({ period: PARAMETERS.period, timestamp }) + delta;
}

/** The code of this moment. */
export function codeAt(secret: string, now: Date): string {
  return TOTP.generate({ ...PARAMETERS, secret: Secret.fromBase32(secret), timestamp: now.getTime() });
}

/** For how many seconds more an app shows the code of this moment, from 30 down to 1. */
export function secondsLeftAt(now: Date): number {
  return Math.ceil(TOTP.remaining({ period: PARAMETERS.period, timestamp: now.getTime() }) / 1000);
}
