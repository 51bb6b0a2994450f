import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const breakGlass: MutationResolvers["breakGlass"] = async (
  _parent,
  { input },
  { breakGlass: grants },
) => {
  const { grant, problem: code } = await grants.open(input);
  if (code === null) return { grant, userErrors: [] };
  return { grant, userErrors: [userError(code)] };
};
