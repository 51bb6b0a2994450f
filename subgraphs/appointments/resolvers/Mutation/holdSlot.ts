import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const holdSlot: MutationResolvers["holdSlot"] = async (_parent, { input }, { slotHolds }) => {
  const { hold, problem } = await slotHolds.hold(input);
  return { hold, userErrors: userErrors(problem) };
};
