import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const signInWithPasskey: MutationResolvers["signInWithPasskey"] = async (
  _parent,
  { input },
  context,
) => {
  const outcome = await context.passkeySignIns.signIn(input);
  if (outcome.problem !== null) {
    const { problem: code, retryAfterSeconds } = outcome;
    const field = code === "INVALID_PASSKEY" ? "input.response" : null;
    const error = { ...userError(code, field), retryAfterSeconds };
    return { viewer: null, userErrors: [error] };
  }
  await context.continueAs(outcome.viewer);
  return { viewer: await context.viewers.current(), userErrors: [] };
};
