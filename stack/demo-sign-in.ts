import { CompleteSignInDocument, SignInDocument } from "#schema/operations/demo/__generated__/graphql.ts";
import { DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { systemClock, type Clock } from "#shared/time/clock.ts";
import { shownCode } from "./authenticator.ts";
import type { Answer, Browser } from "./browser.ts";

/** Raised when a seeded account is not signed in. */
export class SignInRefusedError extends Error {}

/**
 * Signs a seeded account in: by the published password unless it has another by now, and where one is asked for by what an
 * authenticator app shows, its own unless another account's is named. A code is good once: the same account signs in again half a minute later.
 * @returns what was shown
 * @throws SignInRefusedError
 */
export async function signInSeeded(
  browser: Browser,
  email: string,
  {
    appOf = email,
    password = DEMO_PASSWORD,
    clock = systemClock,
  }: { readonly appOf?: string; readonly password?: string; readonly clock?: Clock } = {},
): Promise<"PASSWORD" | "PASSWORD_AND_CODE"> {
  const { signIn } = dataOf(await browser.run(SignInDocument, { input: { email, password } }), email);
  expectNoProblem(signIn.userErrors, email);
  if (signIn.nextStep === null) return "PASSWORD";
  const input = { code: shownCode(appOf, clock()) };
  const { completeSignIn } = dataOf(await browser.run(CompleteSignInDocument, { input }), email);
  expectNoProblem(completeSignIn.userErrors, email);
  return "PASSWORD_AND_CODE";
}

function dataOf<Result>({ data, errors }: Answer<Result>, email: string): Result {
  if (data === null || data === undefined || errors.length > 0)
    throw new SignInRefusedError(`the router answered ${JSON.stringify(errors)} to ${email}`);
  return data;
}

function expectNoProblem(userErrors: readonly { readonly code: string }[], email: string): void {
  const codes = userErrors.map(({ code }) => code).join(", ");
  if (userErrors.length > 0) throw new SignInRefusedError(`Could not sign in as ${email}: ${codes}`);
}
