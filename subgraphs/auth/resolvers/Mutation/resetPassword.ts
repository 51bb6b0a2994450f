import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { RESET_PASSWORD_FIELDS, userError } from "../../errors.ts";

export const resetPassword: MutationResolvers["resetPassword"] = async (
  _parent,
  { input },
  { passwords },
) => {
  const code = await passwords.reset(input);
  if (code === null) return { isReset: true, userErrors: [] };
  return {
    isReset: false,
    userErrors: [userError(code, RESET_PASSWORD_FIELDS[code])],
  };
};
