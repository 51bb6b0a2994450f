import type { NextStep } from "#shared/auth/sign-in-steps.ts";
import type { Role } from "#shared/auth/viewer.ts";

/** Roles that reach other people's data or the settings of a tenant: a password alone never signs them in. */
const ROLES_THAT_REQUIRE_IT: readonly Role[] = ["ADMIN", "SUPPORT"];

/** Whoever changes credentials has shown the second factor, or signed in when there is none, this recently (ASVS 5.0, 7.5.1). */
export const STEP_UP_LIFETIME_MS = 15 * 60_000;

/** Wrong codes that end a sign-in which waits for the right one. */
export const WRONG_CODES_PER_SIGN_IN = 5;

/** Wrong codes of one account within {@link WRONG_CODES_WINDOW_MS} after which no code is looked at. */
export const WRONG_CODES_PER_ACCOUNT = 10;

/** How long a wrong code is counted: six digits with three good at a time are guessed in four years then. */
export const WRONG_CODES_WINDOW_MS = 60 * 60_000;

/** True when an account of these roles must have a second factor. */
export function requiresSecondFactor({ roles }: { readonly roles: readonly string[] }): boolean {
  return ROLES_THAT_REQUIRE_IT.some((role) => roles.includes(role));
}

/** What a sign-in to this account needs after the password; null when nothing. */
export function nextStepOf(
  account: { readonly roles: readonly string[] },
  hasSecondFactor: boolean,
): NextStep | null {
  if (hasSecondFactor) return "SECOND_FACTOR";
  return requiresSecondFactor(account) ? "ENROL_SECOND_FACTOR" : null;
}

/** True when something shown at `shownAt` is recent enough to change credentials at `now`. */
export function isRecentlyShown(shownAt: Date | null, now: Date): boolean {
  return shownAt !== null && now.getTime() - shownAt.getTime() <= STEP_UP_LIFETIME_MS;
}
