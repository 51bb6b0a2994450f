import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const endPreviousClientSecret: MutationResolvers["endPreviousClientSecret"] = async (
  _parent,
  { input },
  { clients },
) => {
  const code = await clients.endPreviousSecret(input);
  if (code === null) return { isEnded: true, userErrors: [] };
  return {
    isEnded: false,
    userErrors: [{ code, message: USER_ERROR_MESSAGES[code], field: "input.clientId" }],
  };
};
