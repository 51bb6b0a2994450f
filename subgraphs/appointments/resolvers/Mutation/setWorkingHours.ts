import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const setWorkingHours: MutationResolvers["setWorkingHours"] = async (
  _parent,
  { input },
  { workingHours },
) => {
  const { schedules, problem } = await workingHours.set(input);
  return { schedules, userErrors: userErrors(problem) };
};
