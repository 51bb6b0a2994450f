import { Secret } from "otpauth";

/** 120 bits: with 112 and more a plain hash is enough to keep them (NIST SP 800-63B-4, section 3.1.2.2). */
const CODE_BYTES = 15;
const TYPED_CODE = /^[A-Z2-7]{24}$/;

/** A random code that a person can type: six groups of four letters and digits each, `ABCD-EFGH-…`. */
export function newTypedCode(): string {
  return new Secret({ size: CODE_BYTES }).base32.replaceAll(/.{4}(?!$)/g, "$&-");
}

/** A code of {@link newTypedCode} as somebody typed it, without hyphens and spaces and in capitals; null when it cannot be one. */
export function readTypedCode(typed: string): string | null {
  const letters = typed.replaceAll(/[\s-]/g, "").toUpperCase();
  return TYPED_CODE.test(letters) ? letters : null;
}
