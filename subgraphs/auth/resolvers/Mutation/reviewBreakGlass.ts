import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const reviewBreakGlass: MutationResolvers["reviewBreakGlass"] = async (
  _parent,
  { input },
  { breakGlass: grants },
) => {
  const { grant, problem: code } = await grants.review(input);
  if (code === null) return { grant, userErrors: [] };
  return { grant, userErrors: [userError(code, "input.grantId")] };
};
