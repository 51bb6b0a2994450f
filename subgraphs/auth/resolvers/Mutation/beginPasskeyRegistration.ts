import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const beginPasskeyRegistration: MutationResolvers["beginPasskeyRegistration"] = async (
  _parent,
  _args,
  { passkeyRegistrations },
) => {
  const { ceremony, problem } = await passkeyRegistrations.begin();
  if (problem === null) return { ...ceremony, userErrors: [] };
  const error = { code: problem, message: USER_ERROR_MESSAGES[problem], field: null };
  return { options: null, expiresAt: null, userErrors: [error] };
};
