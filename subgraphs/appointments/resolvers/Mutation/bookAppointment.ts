import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const bookAppointment: MutationResolvers["bookAppointment"] = async (
  _parent,
  { input },
  { bookings },
) => {
  const { appointment, problem } = await bookings.book(input);
  return { appointment, userErrors: userErrors(problem) };
};
