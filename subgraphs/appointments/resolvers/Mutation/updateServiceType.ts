import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const updateServiceType: MutationResolvers["updateServiceType"] = async (
  _parent,
  { input },
  { serviceTypes },
) => {
  const { serviceType, problem } = await serviceTypes.update(input);
  return { serviceType, userErrors: userErrors(problem) };
};
