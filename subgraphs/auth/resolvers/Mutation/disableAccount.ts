import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const disableAccount: MutationResolvers["disableAccount"] = async (
  _parent,
  { input },
  { accounts },
) => {
  const { account, problem: code } = await accounts.disable(input);
  if (code === null) return { account, userErrors: [] };
  return { account, userErrors: [userError(code, "input.accountId")] };
};
