import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const beginPasskeyAuthentication: MutationResolvers["beginPasskeyAuthentication"] = async (
  _parent,
  { input },
  { passkeySignIns },
) => {
  const { ceremony, problem } = await passkeySignIns.begin(input);
  if (problem === null) return { ...ceremony, userErrors: [] };
  const error = userError(problem);
  return { options: null, expiresAt: null, userErrors: [error] };
};
