import type { PasskeyResolvers } from "../__generated__/resolvers.ts";

export const Passkey: PasskeyResolvers = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  createdAt: ({ createdAt }) => createdAt,
  lastUsedAt: ({ lastUsedAt }) => lastUsedAt,
  isBackedUp: ({ isBackedUp }) => isBackedUp,
};
