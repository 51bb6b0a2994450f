import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const removeScheduleException: MutationResolvers["removeScheduleException"] = async (
  _parent,
  { input },
  { scheduleExceptions },
) => {
  const { scheduleException, problem } = await scheduleExceptions.remove(input);
  return { scheduleException, userErrors: userErrors(problem) };
};
