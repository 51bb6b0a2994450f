import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const signIn: MutationResolvers["signIn"] = async (_parent, { input }, context) => {
  const outcome = await context.sessions.signIn(input);
  if (outcome.problem !== null) {
    const { problem: code } = outcome;
    const retryAfterSeconds = "retryAfterSeconds" in outcome ? outcome.retryAfterSeconds : null;
    return {
      viewer: null,
      nextStep: null,
      userErrors: [{ ...userError(code), retryAfterSeconds }],
    };
  }
  const { viewer, nextStep } = outcome;
  if (viewer !== null) await context.continueAs(viewer);
  return { viewer: await context.viewers.current(), nextStep, userErrors: [] };
};
