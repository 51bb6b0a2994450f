import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { RESET_PASSWORD_FIELDS, USER_ERROR_MESSAGES } from "../../errors.ts";

export const resetPassword: MutationResolvers["resetPassword"] = async (
  _parent,
  { input },
  { passwords },
) => {
  const code = await passwords.reset(input);
  if (code === null) return { isReset: true, userErrors: [] };
  return {
    isReset: false,
    userErrors: [{ code, message: USER_ERROR_MESSAGES[code], field: RESET_PASSWORD_FIELDS[code] }],
  };
};
