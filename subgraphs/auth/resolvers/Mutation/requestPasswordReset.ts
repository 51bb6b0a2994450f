import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const requestPasswordReset: MutationResolvers["requestPasswordReset"] = async (
  _parent,
  { input },
  { passwords },
) => {
  const refused = await passwords.requestReset(input);
  if (refused === null) return { isAccepted: true, userErrors: [] };
  const { problem: code, retryAfterSeconds } = refused;
  // The same code as of a sign-in, which is about guesses: here nothing was guessed.
  const { message } = userError("TOO_MANY_REQUESTS");
  const error = { ...userError(code), message, retryAfterSeconds };
  return { isAccepted: false, userErrors: [error] };
};
