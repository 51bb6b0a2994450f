import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const endGuardianship: MutationResolvers["endGuardianship"] = async (
  _parent,
  { input },
  { guardianships },
) => {
  const { guardianship, problem } = await guardianships.end(input);
  return { guardianship, userErrors: userErrors(problem) };
};
