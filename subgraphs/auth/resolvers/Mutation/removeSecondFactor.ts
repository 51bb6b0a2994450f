import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const removeSecondFactor: MutationResolvers["removeSecondFactor"] = async (
  _parent,
  _args,
  { secondFactors },
) => {
  const problem = await secondFactors.remove();
  if (problem === null) return { isRemoved: true, userErrors: [] };
  const error = { code: problem, message: USER_ERROR_MESSAGES[problem], field: null };
  return { isRemoved: false, userErrors: [error] };
};
