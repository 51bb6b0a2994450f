import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { SIGN_UP_FIELDS, userError } from "../../errors.ts";

export const signUp: MutationResolvers["signUp"] = async (_parent, { input }, { signUps }) => {
  const problems = await signUps.signUp(input);
  const userErrors = problems.map((code) => userError(code, SIGN_UP_FIELDS[code]));
  return { isAccepted: problems.length === 0, userErrors };
};
