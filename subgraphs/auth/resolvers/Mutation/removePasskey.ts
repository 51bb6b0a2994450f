import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const removePasskey: MutationResolvers["removePasskey"] = async (_parent, { input }, { passkeys }) => {
  const problem = await passkeys.remove(input);
  if (problem === null) return { passkeyId: input.passkeyId, userErrors: [] };
  const field = problem === "PASSKEY_NOT_FOUND" ? "input.passkeyId" : null;
  return { passkeyId: null, userErrors: [userError(problem, field)] };
};
