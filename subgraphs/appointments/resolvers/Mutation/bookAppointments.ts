import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const bookAppointments: MutationResolvers["bookAppointments"] = async (
  _parent,
  { input },
  { bulkBookings },
) => {
  const { results, problem } = await bulkBookings.book(input);
  return { results, userErrors: userErrors(problem) };
};
