import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const changePatientContact: MutationResolvers["changePatientContact"] = async (
  _parent,
  { input },
  { patients },
) => {
  const { patient, problem } = await patients.changeContact(input);
  if (problem === null) return { patient, userErrors: [] };
  return {
    patient,
    userErrors: [{ code: problem, message: USER_ERROR_MESSAGES[problem], field: "input.patientId" }],
  };
};
