import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const leaveWaitlist: MutationResolvers["leaveWaitlist"] = async (_parent, { input }, { waitlist }) => {
  const { entry, problem } = await waitlist.leave(input);
  return { waitlistEntry: entry, userErrors: userErrors(problem) };
};
