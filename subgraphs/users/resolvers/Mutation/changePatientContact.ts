import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const changePatientContact: MutationResolvers["changePatientContact"] = async (
  _parent,
  { input },
  { patients },
) => {
  const { patient, problem } = await patients.changeContact(input);
  return { patient, userErrors: userErrors(problem) };
};
