import type { PractitionerConnectionResolvers } from "../__generated__/resolvers.ts";

export const PractitionerConnection: Pick<PractitionerConnectionResolvers, "totalCount"> = {
  totalCount: (_connection, _args, { practitioners }) => practitioners.count(),
};
