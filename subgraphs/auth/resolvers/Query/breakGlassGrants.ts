import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const breakGlassGrants: QueryResolvers["breakGlassGrants"] = (_parent, args, { breakGlassReport }) =>
  breakGlassReport.list(args);
