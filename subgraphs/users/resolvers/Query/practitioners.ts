import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const practitioners: QueryResolvers["practitioners"] = (_parent, args, context) =>
  context.practitioners.list(args);
