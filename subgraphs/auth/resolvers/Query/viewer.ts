import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const viewer: QueryResolvers["viewer"] = (_parent, _args, { viewers }) => viewers.current();
