import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const finishPasskeyRegistration: MutationResolvers["finishPasskeyRegistration"] = async (
  _parent,
  { input },
  context,
) => {
  const { passkeyId, recoveryCodes, viewer, problem } = await context.passkeyRegistrations.finish(input);
  if (problem !== null) {
    const field = problem === "INVALID_PASSKEY" ? "input.response" : null;
    const error = userError(problem, field);
    return { passkeyId, recoveryCodes, viewer, userErrors: [error] };
  }
  await context.continueAs(viewer);
  const codes = recoveryCodes && [...recoveryCodes];
  return { passkeyId, recoveryCodes: codes, viewer: await context.viewers.current(), userErrors: [] };
};
