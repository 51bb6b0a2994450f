import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { USER_ERROR_MESSAGES } from "../../errors.ts";

export const renamePasskey: MutationResolvers["renamePasskey"] = async (_parent, { input }, { passkeys }) => {
  const passkey = await passkeys.rename(input);
  if (passkey !== null) return { passkey, userErrors: [] };
  const message = USER_ERROR_MESSAGES.PASSKEY_NOT_FOUND;
  return { passkey, userErrors: [{ code: "PASSKEY_NOT_FOUND", message, field: "input.passkeyId" }] };
};
