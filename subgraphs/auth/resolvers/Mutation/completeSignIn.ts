import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const completeSignIn: MutationResolvers["completeSignIn"] = async (_parent, { input }, context) => {
  const { viewer, problem } = await context.secondSteps.complete(input);
  if (problem !== null) {
    const field = problem === "INVALID_CODE" ? "input.code" : null;
    return { viewer, userErrors: [userError(problem, field)] };
  }
  await context.continueAs(viewer);
  return { viewer: await context.viewers.current(), userErrors: [] };
};
