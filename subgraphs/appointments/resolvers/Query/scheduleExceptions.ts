import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const scheduleExceptions: QueryResolvers["scheduleExceptions"] = (_parent, args, context) =>
  context.scheduleExceptions.list(args);
