import type { AccountResolvers } from "../__generated__/resolvers.ts";
import { rolesOf, tierOf } from "../domain/account-viewer.ts";
import { accountAttributes } from "../policies.ts";

export const Account: AccountResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.accounts.load(id),
  id: (account) => account.id,
  email: (account) => account.email,
  roles: rolesOf,
  tier: tierOf,
  regions: (account) => account.regions,
  isDisabled: ({ disabledAt }) => disabledAt !== null,
  version: (account) => account.version,
  isEmailVerified: ({ emailVerifiedAt }) => emailVerifiedAt !== null,
  createdAt: (account) => account.createdAt,
  accessDecision: (account, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(account, accountAttributes), args),
};
