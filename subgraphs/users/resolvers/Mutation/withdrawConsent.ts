import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const withdrawConsent: MutationResolvers["withdrawConsent"] = async (
  _parent,
  { input },
  { consents },
) => {
  const { consent, problem } = await consents.withdraw(input);
  return { consent, userErrors: userErrors(problem) };
};
