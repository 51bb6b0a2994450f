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
  const error = { ...userError(code), retryAfterSeconds };
  return { isAccepted: false, userErrors: [error] };
};
