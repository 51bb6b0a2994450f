import { newTypedCode, readTypedCode } from "#shared/crypto/typed-code.ts";
import { hashSecret } from "./secret-hash.ts";

/** How many codes an account gets at a time. */
const RECOVERY_CODES = 10;

/** Codes to be shown once, and what is kept of them. */
export interface RecoveryCodeSet {
  /** Six groups of four letters and digits each: `ABCD-EFGH-…`. */
  readonly codes: readonly string[];
  /** SHA-256 of each as {@link readRecoveryCode} reads it. */
  readonly hashes: readonly string[];
}

/** New recovery codes for an account. */
export function newRecoveryCodes(): RecoveryCodeSet {
  const codes = Array.from({ length: RECOVERY_CODES }, newTypedCode);
  return { codes, hashes: codes.map((code) => hashSecret(code.replaceAll("-", ""))) };
}

/** A recovery code as somebody typed it, without hyphens and spaces and in capitals; null when it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  return readTypedCode(typed);
}
