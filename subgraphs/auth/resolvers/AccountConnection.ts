import type { AccountConnectionResolvers } from "../__generated__/resolvers.ts";

export const AccountConnection: Pick<AccountConnectionResolvers, "totalCount"> = {
  totalCount: ({ filter }, _args, { accounts }) => accounts.count(filter),
};
