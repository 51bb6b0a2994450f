import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const renamePasskey: MutationResolvers["renamePasskey"] = async (_parent, { input }, { passkeys }) => {
  const passkey = await passkeys.rename(input);
  if (passkey !== null) return { passkey, userErrors: [] };
  return { passkey, userErrors: [userError("PASSKEY_NOT_FOUND", "input.passkeyId")] };
};
