import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { SIGN_UP_FIELDS, USER_ERROR_MESSAGES } from "../../errors.ts";

export const signUp: MutationResolvers["signUp"] = async (_parent, { input }, { signUps }) => {
  const problems = await signUps.signUp(input);
  const userErrors = problems.map((code) => ({
    code,
    message: USER_ERROR_MESSAGES[code],
    field: SIGN_UP_FIELDS[code],
  }));
  return { isAccepted: problems.length === 0, userErrors };
};
