import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const bookAppointmentSeries: MutationResolvers["bookAppointmentSeries"] = async (
  _parent,
  { input },
  { series },
) => {
  const { problem, ...outcome } = await series.book(input);
  return { ...outcome, userErrors: userErrors(problem) };
};
