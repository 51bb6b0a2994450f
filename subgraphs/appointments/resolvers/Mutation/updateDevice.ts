import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const updateDevice: MutationResolvers["updateDevice"] = async (_parent, { input }, { devices }) => {
  const { row, problem } = await devices.update(input);
  return { device: row, userErrors: userErrors(problem) };
};
