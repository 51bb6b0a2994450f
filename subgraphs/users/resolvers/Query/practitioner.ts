import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const practitioner: QueryResolvers["practitioner"] = (_parent, { id }, { practitioners }) =>
  practitioners.find(id);
