import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const calendarFeeds: QueryResolvers["calendarFeeds"] = (_parent, _args, context) =>
  context.calendarFeeds.list();
