import type { UserResolvers } from "../__generated__/resolvers.ts";
import { personName } from "../domain/person-name.ts";
import { userAttributes } from "../policies.ts";

export const User: UserResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.users.load(id),
  id: (user) => user.id,
  name: personName,
  email: (user) => user.email,
  createdAt: (user) => user.createdAt,
  guardianships: (user, _args, { guardianships }) => guardianships.listOfUser(user),
  accessDecision: (user, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(user, userAttributes), args),
};
