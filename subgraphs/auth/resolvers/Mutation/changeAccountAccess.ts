import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { CHANGE_ACCESS_FIELDS, USER_ERROR_MESSAGES } from "../../errors.ts";

export const changeAccountAccess: MutationResolvers["changeAccountAccess"] = async (
  _parent,
  { input },
  context,
) => {
  const outcome = await context.accounts.changeAccess(input);
  if (outcome.problem !== null) {
    const { problem: code } = outcome;
    const error = { code, message: USER_ERROR_MESSAGES[code], field: CHANGE_ACCESS_FIELDS[code] };
    return { account: null, userErrors: [error] };
  }
  if (outcome.viewer !== null) await context.continueAs(outcome.viewer);
  return { account: outcome.account, userErrors: [] };
};
