import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const verifyEmail: MutationResolvers["verifyEmail"] = async (
  _parent,
  { input },
  { verifications },
) => {
  if (await verifications.verify(input)) return { isVerified: true, userErrors: [] };
  const code = "TOKEN_INVALID";
  return {
    isVerified: false,
    userErrors: [userError(code, "input.token")],
  };
};
