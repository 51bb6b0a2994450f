import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const addScheduleException: MutationResolvers["addScheduleException"] = async (
  _parent,
  { input },
  { scheduleExceptions },
) => {
  const { problem, ...outcome } = await scheduleExceptions.add(input);
  return { ...outcome, userErrors: userErrors(problem) };
};
