import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const joinWaitlist: MutationResolvers["joinWaitlist"] = async (_parent, { input }, { waitlist }) => {
  const { entry, problem } = await waitlist.join(input);
  return { waitlistEntry: entry, userErrors: userErrors(problem) };
};
