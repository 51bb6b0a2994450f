import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { CHANGE_PASSWORD_FIELDS, userError } from "../../errors.ts";

export const changePassword: MutationResolvers["changePassword"] = async (
  _parent,
  { input },
  { passwords },
) => {
  const outcome = await passwords.change(input);
  if (outcome.problem === null) return { isChanged: true, userErrors: [] };
  const { problem: code } = outcome;
  const retryAfterSeconds = "retryAfterSeconds" in outcome ? outcome.retryAfterSeconds : null;
  const error = { ...userError(code, CHANGE_PASSWORD_FIELDS[code]), retryAfterSeconds };
  return { isChanged: false, userErrors: [error] };
};
