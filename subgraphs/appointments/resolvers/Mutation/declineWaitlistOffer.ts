import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const declineWaitlistOffer: MutationResolvers["declineWaitlistOffer"] = async (
  _parent,
  { input },
  { waitlist },
) => {
  const { entry, problem } = await waitlist.decline(input);
  return { waitlistEntry: entry, userErrors: userErrors(problem) };
};
