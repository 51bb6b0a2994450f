import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const stepUp: MutationResolvers["stepUp"] = async (_parent, { input }, context) => {
  const { viewer, validUntil, problem } = await context.stepUps.byCode(input);
  if (problem !== null) {
    const field = problem === "INVALID_CODE" ? "input.code" : null;
    return { validUntil, userErrors: [{ code: problem, message: USER_ERROR_MESSAGES[problem], field }] };
  }
  await context.continueAs(viewer);
  return { validUntil, userErrors: [] };
};
