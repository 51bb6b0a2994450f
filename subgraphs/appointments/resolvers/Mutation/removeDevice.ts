import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const removeDevice: MutationResolvers["removeDevice"] = async (_parent, { input }, { devices }) => {
  const { row, affectedAppointments, problem } = await devices.remove(input);
  return { device: row, affectedAppointments, userErrors: userErrors(problem) };
};
