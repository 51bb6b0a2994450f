import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const rescheduleAppointment: MutationResolvers["rescheduleAppointment"] = async (
  _parent,
  { input },
  { appointmentChanges },
) => {
  const { appointment, problem } = await appointmentChanges.reschedule(input);
  return { appointment, userErrors: userErrors(problem) };
};
