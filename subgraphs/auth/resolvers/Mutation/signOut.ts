import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const signOut: MutationResolvers["signOut"] = async (_parent, _args, { sessions }) => {
  if (await sessions.signOut()) return { isSignedOut: true, userErrors: [] };
  return {
    isSignedOut: false,
    userErrors: [{ code: "NO_SESSION", message: USER_ERROR_MESSAGES.NO_SESSION, field: null }],
  };
};
