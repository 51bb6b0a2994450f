import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const stepUpWithPasskey: MutationResolvers["stepUpWithPasskey"] = async (
  _parent,
  { input },
  context,
) => {
  const { viewer, validUntil, problem } = await context.stepUps.byPasskey(input);
  if (problem !== null) {
    const field = problem === "INVALID_PASSKEY" ? "input.response" : null;
    return { validUntil, userErrors: [userError(problem, field)] };
  }
  await context.continueAs(viewer);
  return { validUntil, userErrors: [] };
};
