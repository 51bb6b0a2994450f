import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const availableSlots: QueryResolvers["availableSlots"] = (_parent, args, { slots }) =>
  slots.list(args);
