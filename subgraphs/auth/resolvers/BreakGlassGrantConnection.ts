import type { BreakGlassGrantConnectionResolvers } from "../__generated__/resolvers.ts";

export const BreakGlassGrantConnection: Pick<BreakGlassGrantConnectionResolvers, "totalCount"> = {
  totalCount: ({ filter }, _args, { breakGlassReport }) => breakGlassReport.count(filter),
};
