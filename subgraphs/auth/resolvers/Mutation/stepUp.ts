import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const stepUp: MutationResolvers["stepUp"] = async (_parent, { input }, context) => {
  const { viewer, validUntil, problem } = await context.stepUps.byCode(input);
  if (problem !== null) {
    const field = problem === "INVALID_CODE" ? "input.code" : null;
    return { validUntil, userErrors: [userError(problem, field)] };
  }
  await context.continueAs(viewer);
  return { validUntil, userErrors: [] };
};
