import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const requestPasswordReset: MutationResolvers["requestPasswordReset"] = async (
  _parent,
  { input },
  { passwords },
) => {
  const refused = await passwords.requestReset(input);
  if (refused === null) return { isAccepted: true, userErrors: [] };
  const { problem: code, retryAfterSeconds } = refused;
  const error = { code, message: USER_ERROR_MESSAGES.TOO_MANY_REQUESTS, field: null, retryAfterSeconds };
  return { isAccepted: false, userErrors: [error] };
};
