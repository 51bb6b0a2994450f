import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const account: QueryResolvers["account"] = (_parent, { id }, { accounts }) => accounts.find(id);
