import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const beginTotpEnrolment: MutationResolvers["beginTotpEnrolment"] = async (
  _parent,
  _args,
  { enrolments },
) => {
  const { enrolment, problem } = await enrolments.begin();
  if (problem === null) return { enrolment, userErrors: [] };
  return { enrolment, userErrors: [userError(problem)] };
};
