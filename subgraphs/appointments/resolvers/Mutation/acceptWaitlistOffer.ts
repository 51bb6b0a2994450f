import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const acceptWaitlistOffer: MutationResolvers["acceptWaitlistOffer"] = async (
  _parent,
  { input },
  { bookings },
) => {
  const { appointment, problem } = await bookings.acceptOffer(input);
  return { appointment, userErrors: userErrors(problem) };
};
