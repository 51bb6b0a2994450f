import type { AuditEventConnectionResolvers } from "../__generated__/resolvers.ts";

export const AuditEventConnection: Pick<AuditEventConnectionResolvers, "totalCount"> = {
  totalCount: ({ filter }, _args, { log }) => log.count(filter),
};
