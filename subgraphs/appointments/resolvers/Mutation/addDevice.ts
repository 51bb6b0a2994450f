import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const addDevice: MutationResolvers["addDevice"] = async (_parent, { input }, { devices }) => {
  const { row, problem } = await devices.add(input);
  return { device: row, userErrors: userErrors(problem) };
};
