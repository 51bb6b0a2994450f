import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const replaceRecoveryCodes: MutationResolvers["replaceRecoveryCodes"] = async (
  _parent,
  _args,
  { secondFactors },
) => {
  const { recoveryCodes, problem } = await secondFactors.replaceRecoveryCodes();
  if (problem === null) return { recoveryCodes: [...recoveryCodes], userErrors: [] };
  return {
    recoveryCodes,
    userErrors: [{ code: problem, message: USER_ERROR_MESSAGES[problem], field: null }],
  };
};
