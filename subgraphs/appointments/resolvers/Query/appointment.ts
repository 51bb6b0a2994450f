import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const appointment: QueryResolvers["appointment"] = (_parent, { id }, { appointments }) =>
  appointments.find(id);
