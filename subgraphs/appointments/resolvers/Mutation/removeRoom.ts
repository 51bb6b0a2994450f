import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const removeRoom: MutationResolvers["removeRoom"] = async (_parent, { input }, { rooms }) => {
  const { row, affectedAppointments, problem } = await rooms.remove(input);
  return { room: row, affectedAppointments, userErrors: userErrors(problem) };
};
