import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const endBreakGlass: MutationResolvers["endBreakGlass"] = async (
  _parent,
  _args,
  { breakGlass: grants },
) => {
  const { grant, problem: code } = await grants.end();
  if (code === null) return { grant, userErrors: [] };
  return { grant, userErrors: [userError(code)] };
};
