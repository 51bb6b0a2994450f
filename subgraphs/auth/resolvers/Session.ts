import type { SessionResolvers } from "../__generated__/resolvers.ts";

export const Session: SessionResolvers = {
  id: ({ id }) => id,
  isCurrent: (session, _args, { viewers }) => viewers.isCurrent(session),
  isImpersonation: ({ impersonatorSessionId }) => impersonatorSessionId !== null,
  createdAt: ({ createdAt }) => createdAt,
  // Use moves the end of a session, and nothing else changes its row.
  lastUsedAt: ({ updatedAt }) => updatedAt,
  expiresAt: ({ expiresAt }) => expiresAt,
};
