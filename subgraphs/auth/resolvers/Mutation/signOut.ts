import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const signOut: MutationResolvers["signOut"] = async (_parent, _args, { sessions }) => {
  if (await sessions.signOut()) return { isSignedOut: true, userErrors: [] };
  return {
    isSignedOut: false,
    userErrors: [userError("NO_SESSION")],
  };
};
