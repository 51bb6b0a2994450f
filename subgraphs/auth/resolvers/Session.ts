import type { SessionResolvers } from "../__generated__/resolvers.ts";

export const Session: SessionResolvers = {
  id: ({ id }) => id,
  isCurrent: (session, _args, { viewers }) => viewers.isCurrent(session),
  isImpersonation: ({ impersonatorSessionId }) => impersonatorSessionId !== null,
  createdAt: ({ createdAt }) => createdAt,
  // Whatever is written of a session is a use of it: its end moves, or it goes on under another id.
  lastUsedAt: ({ updatedAt }) => updatedAt,
  expiresAt: ({ expiresAt }) => expiresAt,
};
