import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const signOutEverywhere: MutationResolvers["signOutEverywhere"] = async (
  _parent,
  { input },
  { sessions },
) => {
  const { endedSessions, problem } = await sessions.signOutEverywhere(input);
  if (problem === null) return { endedSessions, userErrors: [] };
  return { endedSessions, userErrors: [userError(problem, "input.keepsCurrent")] };
};
