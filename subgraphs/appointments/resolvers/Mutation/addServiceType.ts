import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const addServiceType: MutationResolvers["addServiceType"] = async (
  _parent,
  { input },
  { serviceTypes },
) => {
  const { serviceType, problem } = await serviceTypes.add(input);
  return { serviceType, userErrors: userErrors(problem) };
};
