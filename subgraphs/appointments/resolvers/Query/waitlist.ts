import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const waitlist: QueryResolvers["waitlist"] = (_parent, args, { waitlists }) => waitlists.list(args);
