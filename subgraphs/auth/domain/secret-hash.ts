import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/** A secret of 32 random bytes in base64url: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in base64url. For secrets of 15 random bytes and more: nobody can guess those, so no slow hash is needed. */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "base64url");
}

/** True when `secret` has this hash; takes equally long for every wrong secret. */
export function hasHash(secret: string, secretHash: string): boolean {
  const expected = Buffer.from(secretHash);
  const given = Buffer.from(hashSecret(secret));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/**
 * Recognises in the audit log that somebody typed the same name again, without keeping the name. Short, so that it
 * fits many names: it is no proof of any.
 */
export function fingerprint(name: string): string {
  return hashSecret(name).slice(0, 12);
}
