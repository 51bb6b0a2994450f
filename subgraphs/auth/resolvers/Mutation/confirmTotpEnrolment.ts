import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userError } from "../../errors.ts";

export const confirmTotpEnrolment: MutationResolvers["confirmTotpEnrolment"] = async (
  _parent,
  { input },
  context,
) => {
  const { recoveryCodes, viewer, problem } = await context.enrolments.confirm(input);
  if (problem !== null) {
    const field = problem === "INVALID_CODE" ? "input.code" : null;
    const error = userError(problem, field);
    return { recoveryCodes, viewer, userErrors: [error] };
  }
  await context.continueAs(viewer);
  return { recoveryCodes: [...recoveryCodes], viewer: await context.viewers.current(), userErrors: [] };
};
