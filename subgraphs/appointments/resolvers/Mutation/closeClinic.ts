import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const closeClinic: MutationResolvers["closeClinic"] = async (
  _parent,
  { input },
  { clinicChanges },
) => {
  const { row, affectedAppointments, problem } = await clinicChanges.close(input);
  return { clinic: row, affectedAppointments, userErrors: userErrors(problem) };
};
