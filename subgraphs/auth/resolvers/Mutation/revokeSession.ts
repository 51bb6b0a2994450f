import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const revokeSession: MutationResolvers["revokeSession"] = async (_parent, { input }, { sessions }) => {
  const sessionId = await sessions.revoke(input);
  if (sessionId !== null) return { sessionId, userErrors: [] };
  const code = "SESSION_NOT_FOUND";
  return { sessionId, userErrors: [userError(code, "input.sessionId")] };
};
