import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const bookHold: MutationResolvers["bookHold"] = async (_parent, { input }, { bookings }) => {
  const { appointment, problem } = await bookings.bookHold(input);
  return { appointment, userErrors: userErrors(problem) };
};
