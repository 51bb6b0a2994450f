import type { AuthorizedAppResolvers } from "../__generated__/resolvers.ts";

export const AuthorizedApp: AuthorizedAppResolvers = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  scopes: ({ scopes }) => scopes,
  createdAt: ({ createdAt }) => createdAt,
  lastUsedAt: ({ lastUsedAt }) => lastUsedAt,
  expiresAt: ({ expiresAt }) => expiresAt,
};
