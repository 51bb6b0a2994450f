import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const releaseHold: MutationResolvers["releaseHold"] = async (_parent, { input }, { slotHolds }) => {
  const { hold, problem } = await slotHolds.release(input);
  return { hold, userErrors: userErrors(problem) };
};
