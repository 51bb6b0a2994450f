import { createClinicClient, type Result } from "../../../client/index.ts";
import { CompleteSignIn, SignIn, SignOut } from "../../../client/operations.ts";

/** What a step of the sign-in leads to. */
export type SignInStep =
  | { readonly next: "signed in" | "code" | "enrol" }
  | { readonly next: "refused"; readonly message: string }
  /** The password has to be shown again. */
  | { readonly next: "password"; readonly message: string };

const clinic = createClinicClient({ url: "/graphql" });

/** Shows the password: the first step. */
export async function showPassword(email: string, password: string): Promise<SignInStep> {
  const result = await clinic.execute(SignIn, { input: { email, password } });
  if (!result.isComplete) return { next: "refused", message: failureOf(result) };
  const { nextStep, userErrors } = result.data.signIn;
  const [error] = userErrors;
  if (error !== undefined) return { next: "refused", message: SIGN_IN_REFUSALS[error.code] };
  if (nextStep === null) return { next: "signed in" };
  return { next: nextStep === "SECOND_FACTOR" ? "code" : "enrol" };
}

/** Shows a code of the authenticator app, or a recovery code: the second step. */
export async function showCode(code: string): Promise<SignInStep> {
  const result = await clinic.execute(CompleteSignIn, { input: { code } });
  if (!result.isComplete) return { next: "refused", message: failureOf(result) };
  const [error] = result.data.completeSignIn.userErrors;
  if (error === undefined) return { next: "signed in" };
  return {
    next: error.code === "NO_PENDING_SIGN_IN" ? "password" : "refused",
    message: CODE_REFUSALS[error.code],
  };
}

/** Ends the session; why that failed, or null. */
export async function signOut(): Promise<string | null> {
  const result = await clinic.execute(SignOut);
  return result.isComplete || result.errors.some(({ code }) => code === "AUTH_UNAUTHENTICATED")
    ? null
    : failureOf(result);
}

const SIGN_IN_REFUSALS = {
  INVALID_CREDENTIALS: "The address or the password is wrong.",
  TOO_MANY_ATTEMPTS: "There were too many wrong attempts. Wait a while, then try again.",
} as const;

const CODE_REFUSALS = {
  INVALID_CODE: "The code is wrong, or was used before.",
  NO_PENDING_SIGN_IN: "The sign-in took too long. Start again.",
  TOO_MANY_WRONG_CODES: "There were too many wrong codes. Wait an hour, then try again.",
} as const;

function failureOf({ errors }: Result<unknown>): string {
  const [error] = errors;
  if (error === undefined) return "Something went wrong.";
  return error.retryAfterSeconds === undefined
    ? `${error.message} (${error.code})`
    : `Too many requests. Try again in ${String(error.retryAfterSeconds)} seconds.`;
}
