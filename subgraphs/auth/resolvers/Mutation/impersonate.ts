import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { IMPERSONATE_FIELDS, userError } from "../../errors.ts";

export const impersonate: MutationResolvers["impersonate"] = async (_parent, { input }, context) => {
  const { viewer, problem: code } = await context.impersonations.begin(input);
  if (code !== null) {
    const field = IMPERSONATE_FIELDS[code];
    return { viewer, userErrors: [userError(code, field)] };
  }
  await context.continueAs(viewer);
  return { viewer: await context.viewers.current(), userErrors: [] };
};
