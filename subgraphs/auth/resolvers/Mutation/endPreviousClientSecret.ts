import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const endPreviousClientSecret: MutationResolvers["endPreviousClientSecret"] = async (
  _parent,
  { input },
  { clients },
) => {
  const code = await clients.endPreviousSecret(input);
  if (code === null) return { isEnded: true, userErrors: [] };
  return {
    isEnded: false,
    userErrors: [userError(code, "input.clientId")],
  };
};
