import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const completeSignInWithPasskey: MutationResolvers["completeSignInWithPasskey"] = async (
  _parent,
  { input },
  context,
) => {
  const { viewer, problem } = await context.secondSteps.completeWithPasskey(input);
  if (problem !== null) {
    const field = problem === "INVALID_PASSKEY" ? "input.response" : null;
    return { viewer, userErrors: [userError(problem, field)] };
  }
  await context.continueAs(viewer);
  return { viewer: await context.viewers.current(), userErrors: [] };
};
