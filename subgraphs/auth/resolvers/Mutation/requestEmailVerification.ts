import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const requestEmailVerification: MutationResolvers["requestEmailVerification"] = async (
  _parent,
  _args,
  { verifications },
) => {
  if (await verifications.request()) return { isAccepted: true, userErrors: [] };
  const code = "ALREADY_VERIFIED";
  return { isAccepted: false, userErrors: [userError(code)] };
};
