import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const accounts: QueryResolvers["accounts"] = (_parent, args, context) => context.accounts.list(args);
