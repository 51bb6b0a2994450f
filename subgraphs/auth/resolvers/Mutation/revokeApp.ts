import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const revokeApp: MutationResolvers["revokeApp"] = async (_parent, { input }, { apps }) => {
  const appId = await apps.revoke(input);
  if (appId !== null) return { appId, userErrors: [] };
  const code = "APP_NOT_FOUND";
  return { appId, userErrors: [userError(code, "input.appId")] };
};
