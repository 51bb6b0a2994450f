import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const beginPasskeyRegistration: MutationResolvers["beginPasskeyRegistration"] = async (
  _parent,
  _args,
  { passkeyRegistrations },
) => {
  const { ceremony, problem } = await passkeyRegistrations.begin();
  if (problem === null) return { ...ceremony, userErrors: [] };
  const error = userError(problem);
  return { options: null, expiresAt: null, userErrors: [error] };
};
