import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const createCalendarFeed: MutationResolvers["createCalendarFeed"] = async (
  _parent,
  { input },
  { calendarFeeds },
) => {
  const { problem, ...outcome } = await calendarFeeds.create(input);
  return { ...outcome, userErrors: userErrors(problem) };
};
