import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { ROTATE_SECRET_FIELDS, userError } from "../../errors.ts";

export const rotateClientSecret: MutationResolvers["rotateClientSecret"] = async (
  _parent,
  { input },
  { clients },
) => {
  const outcome = await clients.rotateSecret(input);
  if (outcome.problem === null) return { ...outcome, userErrors: [] };
  const { problem: code } = outcome;
  const error = userError(code, ROTATE_SECRET_FIELDS[code]);
  return { clientSecret: null, previousSecretEndsAt: null, userErrors: [error] };
};
