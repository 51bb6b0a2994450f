import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const updateClinicPolicy: MutationResolvers["updateClinicPolicy"] = async (
  _parent,
  { input },
  { clinicPolicies },
) => {
  const { clinic, problem } = await clinicPolicies.update(input);
  return { clinic, userErrors: userErrors(problem) };
};
