import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const addRoom: MutationResolvers["addRoom"] = async (_parent, { input }, { rooms }) => {
  const { row, problem } = await rooms.add(input);
  return { room: row, userErrors: userErrors(problem) };
};
