import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const removeServiceType: MutationResolvers["removeServiceType"] = async (
  _parent,
  { input },
  { serviceTypes },
) => {
  const { row, affectedAppointments, problem } = await serviceTypes.remove(input);
  return { serviceType: row, affectedAppointments, userErrors: userErrors(problem) };
};
