import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const appointmentStatistics: QueryResolvers["appointmentStatistics"] = (
  _parent,
  args,
  { statistics },
) => statistics.list(args);
