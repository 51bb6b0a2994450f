import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const grantConsent: MutationResolvers["grantConsent"] = async (_parent, { input }, { consents }) => {
  const { consent, problem } = await consents.grant(input);
  return { consent, userErrors: userErrors(problem) };
};
