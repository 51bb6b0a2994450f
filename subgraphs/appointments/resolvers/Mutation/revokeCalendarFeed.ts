import type { MutationResolvers } from "../../__generated__/resolvers.ts";
import { userErrors } from "../../errors.ts";

export const revokeCalendarFeed: MutationResolvers["revokeCalendarFeed"] = async (
  _parent,
  { input },
  { calendarFeeds },
) => {
  const { problem, calendarFeed } = await calendarFeeds.revoke(input);
  return { calendarFeed, userErrors: userErrors(problem) };
};
