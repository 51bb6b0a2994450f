import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const signIn: MutationResolvers["signIn"] = async (_parent, { input }, context) => {
  const { viewer, problem } = await context.sessions.signIn(input);
  if (problem !== null) {
    return { viewer, userErrors: [{ code: problem, message: USER_ERROR_MESSAGES[problem], field: null }] };
  }
  await context.continueAs(viewer);
  return { viewer: await context.viewers.current(), userErrors: [] };
};
