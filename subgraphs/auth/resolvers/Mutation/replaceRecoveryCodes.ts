import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const replaceRecoveryCodes: MutationResolvers["replaceRecoveryCodes"] = async (
  _parent,
  _args,
  { secondFactors },
) => {
  const { recoveryCodes, problem } = await secondFactors.replaceRecoveryCodes();
  if (problem === null) return { recoveryCodes: [...recoveryCodes], userErrors: [] };
  return {
    recoveryCodes,
    userErrors: [userError(problem)],
  };
};
