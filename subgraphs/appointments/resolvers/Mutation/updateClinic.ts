import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const updateClinic: MutationResolvers["updateClinic"] = async (
  _parent,
  { input },
  { clinicChanges },
) => {
  const { clinic, problem } = await clinicChanges.update(input);
  return { clinic, userErrors: userErrors(problem) };
};
