import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const removeSecondFactor: MutationResolvers["removeSecondFactor"] = async (
  _parent,
  _args,
  { secondFactors },
) => {
  const problem = await secondFactors.remove();
  if (problem === null) return { isRemoved: true, userErrors: [] };
  const error = userError(problem);
  return { isRemoved: false, userErrors: [error] };
};
