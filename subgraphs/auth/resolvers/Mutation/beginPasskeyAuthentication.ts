import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const beginPasskeyAuthentication: MutationResolvers["beginPasskeyAuthentication"] = async (
  _parent,
  { input },
  { passkeySignIns },
) => {
  const { ceremony, problem } = await passkeySignIns.begin(input);
  if (problem === null) return { ...ceremony, userErrors: [] };
  const error = { code: problem, message: USER_ERROR_MESSAGES[problem], field: null };
  return { options: null, expiresAt: null, userErrors: [error] };
};
