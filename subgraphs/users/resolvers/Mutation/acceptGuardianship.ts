import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const acceptGuardianship: MutationResolvers["acceptGuardianship"] = async (
  _parent,
  { input },
  { guardianshipAcceptance },
) => {
  const { guardianship, problem } = await guardianshipAcceptance.accept(input);
  return { guardianship, userErrors: userErrors(problem) };
};
