import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const auditEvents: QueryResolvers["auditEvents"] = (_parent, args, { log }) => log.list(args);
