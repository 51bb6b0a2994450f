import { Secret } from "otpauth";
import { hashSecret } from "./secret-hash.ts";

/** How many codes an account gets at a time. */
const RECOVERY_CODES = 10;
/** 120 bits: with 112 and more a plain hash is enough to keep them (NIST SP 800-63B-4, section 3.1.2.2). */
const CODE_BYTES = 15;
const TYPED_CODE = /^[A-Z2-7]{24}$/;

/** Codes to be shown once, and what is kept of them. */
export interface RecoveryCodeSet {
  /** Six groups of four letters and digits each: `ABCD-EFGH-…`. */
  readonly codes: readonly string[];
  /** SHA-256 of each as {@link readRecoveryCode} reads it. */
  readonly hashes: readonly string[];
}

/** New recovery codes for an account. */
export function newRecoveryCodes(): RecoveryCodeSet {
  const letters = Array.from({ length: RECOVERY_CODES }, () => new Secret({ size: CODE_BYTES }).base32);
  return {
    codes: letters.map((code) => code.replaceAll(/.{4}(?!$)/g, "$&-")),
    hashes: letters.map(hashSecret),
  };
}

/** A recovery code as somebody typed it, without hyphens and spaces and in capitals; null when it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed.replaceAll(/[\s-]/g, "").toUpperCase();
  return TYPED_CODE.test(letters) ? letters : null;
}
