import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const verifyEmail: MutationResolvers["verifyEmail"] = async (
  _parent,
  { input },
  { verifications },
) => {
  if (await verifications.verify(input)) return { isVerified: true, userErrors: [] };
  const code = "TOKEN_INVALID";
  return {
    isVerified: false,
    userErrors: [{ code, message: USER_ERROR_MESSAGES[code], field: "input.token" }],
  };
};
