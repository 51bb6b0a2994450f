import { randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;

/** How long what was mailed is good for (OWASP Forgot Password Cheat Sheet: single use, short-lived). */
export const TOKEN_LIFETIMES_MS = {
  PASSWORD_RESET: 30 * MINUTE_MS,
  EMAIL_VERIFICATION: 24 * 60 * MINUTE_MS,
} as const;

/** What a mailed token is for. */
export type TokenPurpose = keyof typeof TOKEN_LIFETIMES_MS;

/** A new token: 32 random bytes in base64url, 43 characters. */
export function newMailedToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What a mail is for, when it carries a token. */
export function tokenPurposeOf(template: string): TokenPurpose | undefined {
  return template === "PASSWORD_RESET" || template === "EMAIL_VERIFICATION" ? template : undefined;
}
