import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const removePasskey: MutationResolvers["removePasskey"] = async (_parent, { input }, { passkeys }) => {
  const problem = await passkeys.remove(input);
  if (problem === null) return { passkeyId: input.passkeyId, userErrors: [] };
  const field = problem === "PASSKEY_NOT_FOUND" ? "input.passkeyId" : null;
  return { passkeyId: null, userErrors: [{ code: problem, message: USER_ERROR_MESSAGES[problem], field }] };
};
