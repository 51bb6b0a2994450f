import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const signOutEverywhere: MutationResolvers["signOutEverywhere"] = async (
  _parent,
  { input },
  { sessions },
) => {
  const { endedSessions, problem } = await sessions.signOutEverywhere(input);
  if (problem === null) return { endedSessions, userErrors: [] };
  const message = USER_ERROR_MESSAGES[problem];
  return { endedSessions, userErrors: [{ code: problem, message, field: "input.keepsCurrent" }] };
};
