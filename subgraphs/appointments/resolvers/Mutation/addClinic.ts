import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const addClinic: MutationResolvers["addClinic"] = async (_parent, { input }, { clinicChanges }) => {
  const { clinic, problem } = await clinicChanges.add(input);
  return { clinic, userErrors: userErrors(problem) };
};
