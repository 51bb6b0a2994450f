import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { CHANGE_ACCESS_FIELDS, userError } from "../../errors.ts";

export const changeAccountAccess: MutationResolvers["changeAccountAccess"] = async (
  _parent,
  { input },
  context,
) => {
  const outcome = await context.accounts.changeAccess(input);
  if (outcome.problem !== null) {
    const { problem: code } = outcome;
    const error = userError(code, CHANGE_ACCESS_FIELDS[code]);
    return { account: null, userErrors: [error] };
  }
  if (outcome.viewer !== null) await context.continueAs(outcome.viewer);
  return { account: outcome.account, userErrors: [] };
};
