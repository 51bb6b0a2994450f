import type { CalendarFeedResolvers } from "../__generated__/resolvers.ts";

export const CalendarFeed: CalendarFeedResolvers = {
  id: (feed) => feed.id,
  kind: (feed) => feed.ownerKind,
  name: (feed) => feed.name,
  detail: (feed) => feed.detail,
  createdAt: (feed) => feed.createdAt,
  lastUsedAt: (feed) => feed.lastUsedAt,
};
