import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const inviteGuardian: MutationResolvers["inviteGuardian"] = async (
  _parent,
  { input },
  { guardianships },
) => {
  const { guardianship, code, problem } = await guardianships.invite(input);
  return { guardianship, code, userErrors: userErrors(problem) };
};
