import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const recordAttendance: MutationResolvers["recordAttendance"] = async (
  _parent,
  { input },
  { attendance },
) => {
  const { appointment, problem } = await attendance.record(input);
  return { appointment, userErrors: userErrors(problem) };
};
