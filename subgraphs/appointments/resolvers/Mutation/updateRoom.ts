import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const updateRoom: MutationResolvers["updateRoom"] = async (_parent, { input }, { rooms }) => {
  const { row, problem } = await rooms.update(input);
  return { room: row, userErrors: userErrors(problem) };
};
