import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const endImpersonation: MutationResolvers["endImpersonation"] = async (_parent, _args, context) => {
  const { viewer, problem: code } = await context.impersonations.end();
  if (code !== null) return { viewer, userErrors: [userError(code)] };
  await context.continueAs(viewer);
  return { viewer: await context.viewers.current(), userErrors: [] };
};
