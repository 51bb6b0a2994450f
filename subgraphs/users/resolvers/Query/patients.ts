import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const patients: QueryResolvers["patients"] = (_parent, args, context) => context.patients.list(args);
