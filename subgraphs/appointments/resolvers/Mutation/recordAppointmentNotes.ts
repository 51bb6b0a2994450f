import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const recordAppointmentNotes: MutationResolvers["recordAppointmentNotes"] = async (
  _parent,
  { input },
  { clinical },
) => {
  const { appointment, problem } = await clinical.record(input);
  return { appointment, userErrors: userErrors(problem) };
};
