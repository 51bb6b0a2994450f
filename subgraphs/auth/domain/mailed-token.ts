import { MAILED_TOKEN_PURPOSES, type MailedTokenPurpose } from "#shared/auth/mailed-token-purposes.ts";

const MINUTE_MS = 60_000;

/** How long what was mailed is good for (OWASP Forgot Password Cheat Sheet: single use, short-lived). */
export const TOKEN_LIFETIMES_MS = {
  PASSWORD_RESET: 30 * MINUTE_MS,
  EMAIL_VERIFICATION: 24 * 60 * MINUTE_MS,
} as const satisfies Record<MailedTokenPurpose, number>;

/** What a mail is for, when it carries a token. */
export function tokenPurposeOf(template: string): MailedTokenPurpose | undefined {
  return MAILED_TOKEN_PURPOSES.find((purpose) => purpose === template);
}
