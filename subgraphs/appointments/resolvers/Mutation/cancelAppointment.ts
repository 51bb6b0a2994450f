import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const cancelAppointment: MutationResolvers["cancelAppointment"] = async (
  _parent,
  { input },
  { appointmentChanges },
) => {
  const { appointment, problem } = await appointmentChanges.cancel(input);
  return { appointment, userErrors: userErrors(problem) };
};
